import type { Parameter } from '../../../shared/space/parameter.js';
import { formatValue } from '../../format.js';

/** Range, list or the one value. */
export function valuesText(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'fixed':
      return formatValue(parameter.value);
    case 'boolean':
      return 'false, true';
    case 'choice':
      return parameter.values.map(formatValue).join(', ');
    default:
      return `${formatValue(parameter.min)} to ${formatValue(parameter.max)}`;
  }
}

/** What leads from a value to the next; undefined where there are no steps. */
export function stepText(parameter: Parameter): string | undefined {
  if ((parameter.kind !== 'int' && parameter.kind !== 'float') || parameter.step === undefined) return undefined;
  return `${parameter.sampling === 'linear' ? '+' : '×'} ${formatValue(parameter.step)}`;
}

/** What must hold for it to be active. */
export function conditionText({ when = [] }: Parameter): string {
  if (when.length === 0) return 'always';
  return when
    .map(({ parameter, in: values }) => `${parameter} is ${values.map(formatValue).join(' or ')}`)
    .join(', and ');
}
