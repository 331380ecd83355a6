import { useMemo } from 'preact/hooks';
import type { Parameter } from '../../../shared/space/parameter.js';
import type { TrialDocument } from '../../../shared/study/document.js';
import type { Goal } from '../../api/objective.js';
import { reportedMetrics } from '../../api/reported-metrics.js';
import { fileName } from '../../file-name.js';
import { formatSeconds, formatValue } from '../../format.js';
import { numberColumn, statusColumn } from '../../parts/columns.js';
import { ColumnsChoice, useShownColumns } from '../../parts/columns-choice.js';
import { csvOf } from '../../parts/csv.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { saveFile } from '../../parts/save-file.js';
import { sortable } from '../../parts/sorting.js';
import { trialLink } from '../../routing.js';

interface TrialsTableProps {
  readonly study: string;
  readonly trials: readonly TrialDocument[];
  /** Those that they were chosen from. */
  readonly all: readonly TrialDocument[];
  readonly goals: readonly Goal[];
  readonly parameters: readonly Parameter[];
}

/** The trials of a study that are chosen; metrics that are no objective are hidden until somebody wants them. */
export function TrialsTable({ study, trials, all, goals, parameters }: TrialsTableProps) {
  const usual = useMemo(() => usualColumns(study, goals, parameters), [study, goals, parameters]);
  const metrics = useMemo(() => metricColumns(all, usual, goals), [all, usual, goals]);
  const columns = useMemo(() => [...usual, ...metrics], [usual, metrics]);
  const hidden = useMemo(() => new Set(metrics.map(({ name }) => name)), [metrics]);
  const shown = useShownColumns(`columns of ${study}`, hidden);
  const visible = useMemo(() => columns.filter(({ name }) => shown.isShown(name)), [columns, shown.isShown]);
  const save = () =>
    saveFile(`${fileName(study)}-trials.csv`, new Blob([csvOf(visible, trials)], { type: 'text/csv' }));
  return (
    <>
      <ColumnsChoice names={columns.map(({ name }) => name)} {...shown} />
      <DataTable
        caption={`${trials.length} of ${all.length} trials`}
        columns={visible}
        rows={trials}
        keyOf={({ number }) => number}
        empty={all.length === 0 ? 'There are no trials yet.' : 'No trial matches.'}
      />
      <button type="button" onClick={save}>
        Save as CSV
      </button>
    </>
  );
}

function usualColumns(
  study: string,
  goals: readonly Goal[],
  parameters: readonly Parameter[],
): Column<TrialDocument>[] {
  return [
    {
      name: 'trial',
      cell: ({ number }) => <a href={trialLink(study, number)}>{number}</a>,
      value: ({ number }) => number,
      isNumeric: true,
    },
    statusColumn(({ status }) => status),
    ...goals.map(({ name, scoreOf }) => numberColumn(name, scoreOf, formatValue)),
    ...parameters.map(hyperparameterColumn),
    numberColumn('epochs', ({ epochs }) => epochs, String),
    numberColumn('time', ({ seconds }) => seconds, formatSeconds),
  ];
}

/** Columns of the metrics that have none; one that is called like another column says that it is a metric. */
function metricColumns(
  trials: readonly TrialDocument[],
  others: readonly Column<TrialDocument>[],
  goals: readonly Goal[],
): Column<TrialDocument>[] {
  const objectives = new Set(goals.map(({ name }) => name));
  const taken = new Set(others.map(({ name }) => name));
  return reportedMetrics(trials)
    .filter((metric) => !objectives.has(metric))
    .map((metric) => {
      const name = taken.has(metric) ? `metric ${metric}` : metric;
      return numberColumn(name, ({ metrics }) => metrics[metric], formatValue);
    });
}

function hyperparameterColumn({ name, kind }: Parameter): Column<TrialDocument> {
  const hyperparameterOf = ({ hyperparameters }: TrialDocument) => hyperparameters[name];
  return {
    name,
    cell: (trial) =>
      hyperparameterOf(trial) === undefined ? (
        <span class="quiet">inactive</span>
      ) : (
        formatValue(hyperparameterOf(trial))
      ),
    value: (trial) => sortable(hyperparameterOf(trial)),
    isNumeric: kind === 'int' || kind === 'float',
  };
}
