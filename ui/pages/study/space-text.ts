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

/** The value when nobody chooses: what was declared, or else the first. */
export function defaultText(parameter: Parameter): string {
  if (parameter.kind === 'fixed') return formatValue(parameter.value);
  if (parameter.default !== undefined) return formatValue(parameter.default);
  if (parameter.kind === 'boolean') return 'false';
  if (parameter.kind === 'choice') return formatValue(parameter.values[0]);
  // Steps of this sampling begin at the maximum, and may not reach the minimum.
  const isFromAbove = parameter.sampling === 'reverse_log' && parameter.step !== undefined;
  return isFromAbove ? 'the smallest' : formatValue(parameter.min);
}

/** What must hold for it to be active. */
export function conditionText({ when = [] }: Parameter): string {
  if (when.length === 0) return 'always';
  return when
    .map(({ parameter, in: values }) => `${parameter} is ${values.map(formatValue).join(' or ')}`)
    .join(', and ');
}
