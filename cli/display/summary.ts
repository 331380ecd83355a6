import { formatScores, formatSeconds, formatValue } from '../../shared/display/format.js';
import { formatDollars } from '../../shared/study/cost.js';
import type { StudyDocument } from '../../shared/study/document.js';
import { frontOf } from '../../shared/study/front.js';
import { isPareto, scoreNamesOf } from '../../shared/study/scores.js';
import type { Study } from '../../shared/study/study.js';
import type { Trial } from '../../shared/study/trial.js';
import { formatFront } from './front.js';
import { formatMatrix } from './matrix.js';
import { printJson } from './screen.js';

/**
 * Prints how a study ended.
 *
 * @returns the exit status: 1 if it failed, or its runner is gone.
 */
export function printOutcome(study: Study, document: StudyDocument, json: boolean): number {
  if (json) printJson(document);
  else printSummary(study, document);
  return document.status === 'failed' || document.status === 'interrupted' ? 1 : 0;
}

/** Prints how a study stands, for people. */
export function printSummary(study: Study, document: StudyDocument): void {
  const { status, reason, objective, best } = document;
  const front = isPareto(objective) ? frontOf(study) : [];
  const lines = ['', `Study ${document.study} ${status}${reason ? `: ${reason}` : ''}`, spentLine(document)];
  if (document.tags) lines.push(`Tags: ${document.tags.join(', ')}`);
  const matrix = isMatrix(study) ? formatMatrix(study) : undefined;
  if (matrix) lines.push('', matrix);
  if (best) {
    lines.push('', `Best: trial ${best.number} with ${formatScores(scoreNamesOf(objective), [best.score as number])}`);
    for (const [name, value] of Object.entries(best.hyperparameters)) lines.push(`  ${name} = ${formatValue(value)}`);
  }
  if (front.length > 0) lines.push('', frontTitle(front), formatFront(study, front));
  process.stdout.write(`${lines.join('\n')}\n`);
}

function frontTitle({ length }: readonly Trial[]): string {
  return `Front: ${length === 1 ? '1 trial' : `${length} trials`} that no other dominates`;
}

/** `12 trials (1 failed), 48 epochs, 1m 10s, $0.012`. */
function spentLine({ spent, trials }: StudyDocument): string {
  const failed = trials.filter((trial) => trial.status === 'failed').length;
  return [
    `${spent.trials} trials${failed > 0 ? ` (${failed} failed)` : ''}`,
    `${spent.epochs} epochs`,
    formatSeconds(spent.seconds),
    ...(spent.dollars > 0 ? [formatDollars(spent.dollars)] : []),
  ].join(', ');
}

/** Two hyperparameters on a grid are best seen as a matrix. */
function isMatrix({ definition, space }: Study): boolean {
  const searched = space.parameters.filter(({ kind }) => kind !== 'fixed');
  return definition.oracle === 'grid' && searched.length === 2 && !searched.some(({ when }) => when);
}
