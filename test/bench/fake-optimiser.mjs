/**
 * Speaks ask-tell for the driver's tests: suggests `x` = 0, 1, 2, … and refuses a score that is not the trial's `x`.
 * `fake-optimiser.mjs [what] [limit]`, from `limit` trials on: `wait` while so many are pending, `fail` by an error, `done`,
 * or `exit`.
 */
import { createInterface } from 'node:readline';

const [what, limit = 'Infinity'] = process.argv.slice(2);
const pending = new Set();
let asked = 0;

function answerTo(message) {
  if (message.op === 'create') return { ok: message.objective.direction === 'min' };
  if (message.op === 'ask') return suggest();
  if (!pending.delete(message.trial) || String(message.score) !== message.trial)
    return refusal(JSON.stringify(message));
  return { continue: false };
}

function suggest() {
  if (what === 'wait' && pending.size >= Number(limit)) return { wait: true };
  if (asked >= Number(limit) && what !== 'wait') return end();
  const trial = { id: String(asked), values: { x: asked } };
  pending.add(trial.id);
  asked += 1;
  return { trial };
}

function end() {
  if (what === 'fail') return refusal('no more');
  if (what === 'done') return { done: true };
  console.error('it fell over');
  process.exit(3);
}

const refusal = (message) => ({ error: { code: 'Refused', message } });

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(answerTo(JSON.parse(line))));
}
