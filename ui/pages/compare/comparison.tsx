import { useState } from 'preact/hooks';
import {
  type Axis,
  type Common,
  type Compared,
  commonOf,
  type Found,
  isFound,
  objectivesText,
} from '../../api/comparison.js';
import { Choice } from '../../parts/choice.js';
import { ScaleSwitch } from '../../parts/scale-switch.js';
import { markOf } from '../../plots/marks.js';
import { ComparePlot } from './compare-plot.js';
import { CompareTable } from './compare-table.js';

const axes = ['trials', 'epochs', 'seconds', 'dollars'] as const satisfies readonly Axis[];

/** The plot of studies that have an objective in common, and the table of all. */
export function Comparison({ compared }: { compared: readonly Compared[] }) {
  const [axis, setAxis] = useState<string>('trials');
  const [label, setLabel] = useState('');
  const [wantsLog, setWantsLog] = useState(false);
  const rows = compared.flatMap((each, index) => (isFound(each) ? [{ ...each, mark: markOf(index) }] : []));
  const commons = commonOf(rows);
  const common = commons.find((each) => each.label === label) ?? commons[0];
  const isBilled = rows.some(({ summary }) => summary.spent.dollars > 0);
  const offered = axes.filter((each) => each !== 'dollars' || isBilled);
  const drawn = offered.find((each) => each === axis) ?? 'trials';
  const isPositive = rows.every((row) => common?.of(row)?.steps.every(({ score }) => score > 0) ?? true);
  return (
    <>
      {compared.map((each) => !isFound(each) && <p key={each.study}>{each.refusal.message}</p>)}
      {common && (
        <>
          <div class="controls">
            {commons.length > 1 && (
              <Choice
                label="Objective"
                options={commons.map((each) => each.label)}
                value={common.label}
                onChange={setLabel}
              />
            )}
            <Choice label="Over" options={offered} value={drawn} onChange={setAxis} />
            <ScaleSwitch isLog={wantsLog && isPositive} canBeLog={isPositive} onChange={setWantsLog} />
          </div>
          <LeftOut rows={rows} common={common} />
          <ComparePlot rows={rows} common={common} axis={drawn} isLog={wantsLog && isPositive} />
          <CompareTable rows={rows} common={common} isBilled={isBilled} />
        </>
      )}
    </>
  );
}

/** Says which studies another objective keeps out of the plot: their scores have no place on its axis. */
function LeftOut({ rows, common }: { rows: readonly Found[]; common: Common }) {
  const others = rows.filter((row) => !common.of(row));
  if (others.length === 0) return null;
  return (
    <p>
      Not in the plot, since {others.length === 1 ? 'it looks' : 'they look'} for something else:{' '}
      {others.map((row) => `${row.study} for ${objectivesText(row)}`).join('; ')}.
    </p>
  );
}
