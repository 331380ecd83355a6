import type { StudyDocument } from '../shared/study/document.js';
import type { Study } from '../shared/study/study.js';
import { formatNumber, formatSeconds, formatValue } from './format.js';
import { formatMatrix } from './matrix.js';

/** Prints how a study ended, for people. */
export function printSummary(study: Study, document: StudyDocument): void {
  const { status, reason, spent, objective, best } = document;
  const failed = document.trials.filter((trial) => trial.status === 'failed').length;
  const lines = [
    '',
    `Study ${document.study} ${status}${reason ? `: ${reason}` : ''}`,
    `${spent.trials} trials${failed > 0 ? ` (${failed} failed)` : ''}, ${spent.epochs} epochs, ${formatSeconds(spent.seconds)}`,
  ];
  const matrix = isMatrix(study) ? formatMatrix(study) : undefined;
  if (matrix) lines.push('', matrix);
  if (best) {
    lines.push('', `Best: trial ${best.number} with ${objective.name} ${formatNumber(best.score as number)}`);
    for (const [name, value] of Object.entries(best.hyperparameters)) lines.push(`  ${name} = ${formatValue(value)}`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Two hyperparameters on a grid are best seen as a matrix. */
function isMatrix({ definition, space }: Study): boolean {
  const searched = space.parameters.filter(({ kind }) => kind !== 'fixed');
  return definition.oracle === 'grid' && searched.length === 2 && !searched.some(({ when }) => when);
}
