import { styleText } from 'node:util';
import { createLogUpdate } from 'log-update';
import { formatNumber, formatScores, formatSeconds, formatValues, truncate } from '../../shared/display/format.js';
import { spentBy } from '../../shared/study/budget.js';
import { formatDollars } from '../../shared/study/cost.js';
import { frontOf } from '../../shared/study/front.js';
import type { Budget, Progress } from '../../shared/study/records.js';
import { isPareto, scoreNamesOf, scoresOf } from '../../shared/study/scores.js';
import type { Study } from '../../shared/study/study.js';
import type { Trial } from '../../shared/study/trial.js';
import type { View } from '../../shared/study/watch-study.js';

/** Progress on a terminal: a bar, the best so far, and a line for each running trial, all drawn over again. */
export interface LiveProgress {
  show(view: View): void;
  /** Writes a line that stays, above what is drawn. */
  print(line: string): void;
  end(): void;
}

const barWidth = 24;
const mostTrials = 16;

export function liveProgress(stream: NodeJS.WriteStream): LiveProgress {
  const update = createLogUpdate(stream);
  let drawn = '';
  return {
    show: (view) => {
      drawn = draw(view, stream.columns || 80);
      update(drawn);
    },
    print: (line) => {
      update.clear();
      stream.write(`${line}\n`);
      update(drawn);
    },
    end: () => update.clear(),
  };
}

function draw({ study, progress }: View, columns: number): string {
  const now = Date.now();
  const budget = study.lastRun?.run.budget ?? study.definition.budget;
  const running = study.trials.filter(({ status }) => status === 'running');
  const lines = running.slice(0, mostTrials).map((trial) => trialLine(trial, progress, study));
  const hidden = running.length - lines.length;
  return [
    headLine(study, budget, now),
    ...lines.map((line) => truncate(line, columns)),
    ...(hidden > 0 ? [`  … and ${hidden} more`] : []),
  ].join('\n');
}

function headLine(study: Study, budget: Budget, now: number): string {
  const done = study.trials.filter(({ ended }) => ended !== undefined).length;
  const spent = spentBy(study, now);
  const share = shareSpent(study, budget, now);
  const left = secondsLeft(study, share, now);
  const parts = [
    `${styleText('bold', study.definition.study)} ${bar(share)} ${done}${budget.trials ? `/${budget.trials}` : ''} trials`,
    bestLine(study),
    left === undefined ? formatSeconds(spent.seconds) : `${formatSeconds(left)} left`,
    ...(spent.dollars > 0 ? [formatDollars(spent.dollars)] : []),
  ];
  return parts.join(' · ');
}

function bestLine(study: Study): string {
  const front = frontOf(study);
  const [best] = front;
  if (!best) return 'no score yet';
  if (isPareto(study.definition.objective)) return `a front of ${styleText('green', `${front.length}`)}`;
  return `best ${styleText('green', formatNumber(best.score as number))} (trial ${best.number})`;
}

function trialLine({ number, legs, values }: Trial, progress: View['progress'], { definition }: Study): string {
  const { leg, fromEpoch, toEpoch } = (legs[legs.length - 1] as Trial['legs'][number]).assigned;
  const at: Progress | undefined = progress.get(leg);
  const scores = at && scoresOf(at.report.metrics, definition.objective);
  const shown = scores ? ` ${formatScores(scoreNamesOf(definition.objective), scores)}` : '';
  return `  trial ${number}  epoch ${at?.report.epoch ?? fromEpoch}/${toEpoch}${shown}  ${formatValues(values)}`;
}

/** How much of the budget that will be spent first is spent; undefined if no budget counts. */
function shareSpent(study: Study, budget: Budget, now: number): number | undefined {
  const spent = spentBy(study, now);
  const ended = study.trials.filter((trial) => trial.ended !== undefined).length;
  const shares = [
    budget.trials && ended / budget.trials,
    budget.epochs && spent.epochs / budget.epochs,
    budget.seconds && spent.seconds / budget.seconds,
    budget.dollars && spent.dollars / budget.dollars,
  ].filter((share) => share !== undefined);
  return shares.length > 0 ? Math.min(1, Math.max(...shares)) : undefined;
}

/** By the pace of this run so far. */
function secondsLeft(study: Study, share: number | undefined, now: number): number | undefined {
  if (!share) return undefined;
  return (spentBy(study, now).seconds * (1 - share)) / share;
}

function bar(share: number | undefined): string {
  if (share === undefined) return '';
  const full = Math.round(share * barWidth);
  return styleText('cyan', '█'.repeat(full)) + styleText('gray', '░'.repeat(barWidth - full));
}
