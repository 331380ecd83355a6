import { useMemo } from 'preact/hooks';
import { type Axis, type Common, lineOf } from '../../api/comparison.js';
import { formatNumber } from '../../format.js';
import { compareOption } from '../../plots/compare-option.js';
import { Plot } from '../../plots/plot.js';
import { useTheme } from '../../plots/theme.js';
import type { CompareRow } from './compare-table.js';

interface ComparePlotProps {
  readonly rows: readonly CompareRow[];
  readonly common: Common;
  readonly axis: Axis;
  readonly isLog: boolean;
}

/** The best so far of studies, a line each; a click in the legend hides one. */
export function ComparePlot({ rows, common, axis, isLog }: ComparePlotProps) {
  const theme = useTheme();
  const lines = rows.flatMap((row) => {
    const best = common.of(row);
    return best ? [{ study: row.study, mark: row.mark, points: lineOf(row, best, axis) }] : [];
  });
  // Each reading brings new documents: what is drawn changes only with the lines in them.
  const drawn = JSON.stringify(lines);
  const option = useMemo(
    () => compareOption(JSON.parse(drawn), axis, common.label, isLog, theme),
    [drawn, axis, common.label, isLog, theme],
  );
  const bests = lines.map(({ study, points }) => {
    const score = points.at(-1)?.[1];
    return `${study} ${score === undefined ? 'has no score yet' : formatNumber(score)}`;
  });
  return <Plot title="Best so far" summary={`${common.label}: ${bests.join(', ')}`} option={option} />;
}
