import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { liveProgress } from '../../../cli/display/progress-live.js';
import { formatNumber, formatSeconds, formatTable } from '../../../shared/display/format.js';
import { progressLines } from '../../../shared/display/progress-lines.js';
import type { Progress } from '../../../shared/study/records.js';
import { assigned, completed, failed, run, studyOf } from '../../shared/study/records.js';

const progress = new Map<number, Progress>([[3, { leg: 3, report: { epoch: 2, metrics: { score: 0.25 } }, at: 0 }]]);
const studyBegun = (started: number) =>
  studyOf(
    [
      [assigned(0), completed(0, 0.5)],
      [assigned(1), completed(1, 0.125)],
      [assigned(2), failed(2)],
      [assigned(3, { toEpoch: 8, values: { rate: 0.01, activation: 'relu' } })],
    ],
    {},
    [run({ budget: { trials: 6 }, started })],
  );

/** A terminal that keeps what is written. */
function terminal(columns: number): { stream: NodeJS.WriteStream; text: () => string } {
  let text = '';
  const sink = new Writable({
    write: (chunk, _, done) => {
      text += chunk;
      done();
    },
  });
  const stream = Object.assign(sink, { columns, rows: 20, isTTY: true }) as unknown as NodeJS.WriteStream;
  return { stream, text: () => stripVTControlCharacters(text) };
}

describe('progress on a terminal', () => {
  it('shows trials done of the budget, the best, the time left, and each running trial with epoch and score', () => {
    const { stream, text } = terminal(100);
    const live = liveProgress(stream);
    live.show({ study: studyBegun(Date.now() - 30_000), progress });
    live.print('a line that stays');
    live.end();
    expect(text()).toMatch(/s █+░+ 3\/6 trials · best 0\.125 \(trial 1\) · 30s left/);
    expect(text()).toContain('trial 3  epoch 2/8 score 0.25  rate=0.01 activation=relu');
    expect(text()).toContain('a line that stays\n');
  });

  it('cuts lines at the edge of the terminal', () => {
    const { stream, text } = terminal(60);
    const values = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`parameter${index}`, index]));
    liveProgress(stream).show({ study: studyOf([[assigned(0, { values })]]), progress: new Map() });
    const [line = ''] = text().split('\n').slice(1);
    expect(line.length).toBe(60);
    expect(line.endsWith('…')).toBe(true);
  });
});

describe('progress without a terminal', () => {
  it('is one line for each trial that has ended, once', () => {
    const lines: string[] = [];
    const show = progressLines((line) => lines.push(line));
    show({ study: studyBegun(0), progress });
    show({ study: studyBegun(0), progress });
    expect(lines).toEqual([
      'trial 0 completed  score 0.5  1s  x=0',
      'trial 1 completed  score 0.125 (best)  1s  x=0.001',
      'trial 2 failed  Error: why  1s  x=0.002',
    ]);
  });
});

describe('progress of a study that was resumed', () => {
  it('leaves out the trials of earlier runs', () => {
    const lines: string[] = [];
    progressLines((line) => lines.push(line))({ study: studyBegun(1), progress });
    expect(lines.map((line) => line.slice(0, 7))).toEqual(['trial 1', 'trial 2']);
  });
});

describe('formats', () => {
  it.each([
    [0.000012345678, '1.2346e-5'],
    [0.123456789, '0.12346'],
    [42, '42'],
    [1234567.8, '1.2346e+6'],
    [-0.5, '-0.5'],
  ])('write %d as %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it.each([
    [0.0123, '0.012s'],
    [9.99, '10s'],
    [75, '1m 15s'],
    [3725, '1h 02m'],
  ])('write %d seconds as %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));

  it('put numbers to the right and text to the left', () => {
    expect(
      formatTable(
        ['name', 'n'],
        [
          ['a', '1'],
          ['bb', '100'],
        ],
      ),
    ).toBe('name    n\na       1\nbb    100');
  });
});
