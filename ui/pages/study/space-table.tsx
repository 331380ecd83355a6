import { useMemo } from 'preact/hooks';
import type { Parameter } from '../../../shared/space/parameter.js';
import { identityOf } from '../../api/study-feed.js';
import { formatValue } from '../../format.js';
import { defaultOf } from '../../forms/point.js';
import { PlainTable } from '../../parts/plain-table.js';
import { conditionText, stepText, valuesText } from './space-text.js';
import type { SectionProps } from './study-content.js';

/** The search space: what can be had, and who says so. */
export function SpaceTable({ view: { declarations, given } }: SectionProps) {
  const identities = useMemo(() => new Set(given.map(identityOf)), [given]);
  if (declarations.length === 0) return <p>The first trial has yet to declare hyperparameters.</p>;
  const rows = declarations.map((parameter) => [
    parameter.name,
    parameter.kind,
    valuesText(parameter),
    formatValue(stepText(parameter)),
    formatValue(samplingOf(parameter)),
    formatValue(defaultOf(parameter)),
    conditionText(parameter),
    identities.has(identityOf(parameter)) ? 'space of the tuning' : 'code',
  ]);
  return (
    <PlainTable
      caption="Search space"
      header={['name', 'kind', 'values', 'step', 'sampling', 'default', 'condition', 'declared by']}
      rows={rows}
    />
  );
}

function samplingOf(parameter: Parameter): string | undefined {
  return parameter.kind === 'int' || parameter.kind === 'float' ? parameter.sampling : undefined;
}
