/**
 * Speaks ask-tell for the driver's tests: hands out trials 0, 1, 2, … with `x` = 1, 2, 3, …, to train whole.
 * `fake-epochs.mjs [what] [limit]`: `stop` each trial after so many epochs; `pause` it there, and hand it out again to the
 * end before a new one begins; `wait` while so many trials are pending, or, after as many, `done`; `beyond` hands out more
 * epochs than there are; `echo` refuses to begin and says what it was told.
 */
import { createInterface } from 'node:readline';

const [what, text = '1'] = process.argv.slice(2);
const limit = Number(text);
const pending = new Map();
const paused = [];
let epochs = 0;
let begun = 0;

function answerTo(message) {
  if (message.op === 'create') return create(message);
  if (message.op === 'ask') return suggest();
  const trial = pending.get(message.trial);
  if (trial?.next !== message.epoch) return refusal(JSON.stringify(message));
  trial.next += 1;
  if (message.epoch < trial.toEpoch && !(what === 'stop' && message.epoch === limit)) return { continue: true };
  pending.delete(message.trial);
  if (what === 'pause' && trial.toEpoch < epochs) paused.push(trial);
  return { continue: false };
}

function create(message) {
  epochs = message.maxEpochs;
  return what === 'echo' ? refusal(JSON.stringify(message)) : { ok: true };
}

function suggest() {
  if (what === 'wait' && pending.size >= limit) return { wait: true };
  if (what === 'done' && begun >= limit) return { done: true };
  if (paused.length > 0) return handOut(paused.shift(), epochs);
  const id = String(begun);
  begun += 1;
  return handOut({ id, next: 1 }, what === 'pause' ? limit : epochs + (what === 'beyond' ? 1 : 0));
}

function handOut({ id, next }, toEpoch) {
  pending.set(id, { id, next, toEpoch });
  return { trial: { id, values: { x: Number(id) + 1 }, fromEpoch: next - 1, toEpoch } };
}

const refusal = (message) => ({ error: { code: 'Refused', message } });

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(answerTo(JSON.parse(line))));
}
