import { useMemo } from 'preact/hooks';
import type { Parameter } from '../../../shared/space/parameter.js';
import type { TrialDocument } from '../../../shared/study/document.js';
import type { Goal } from '../../api/objective.js';
import { fileName } from '../../file-name.js';
import { formatSeconds, formatValue } from '../../format.js';
import { csvOf } from '../../parts/csv.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { saveFile } from '../../parts/save-file.js';
import { Status } from '../../parts/status.js';
import { trialLink } from '../../routing.js';

interface TrialsTableProps {
  readonly study: string;
  readonly trials: readonly TrialDocument[];
  /** Of how many trials they were chosen. */
  readonly total: number;
  readonly goals: readonly Goal[];
  readonly parameters: readonly Parameter[];
}

/** The trials of a study that are chosen. */
export function TrialsTable({ study, trials, total, goals, parameters }: TrialsTableProps) {
  const columns = useMemo(() => columnsOf(study, goals, parameters), [study, goals, parameters]);
  const save = () =>
    saveFile(`${fileName(study)}-trials.csv`, new Blob([csvOf(columns, trials)], { type: 'text/csv' }));
  return (
    <>
      <DataTable
        caption={`${trials.length} of ${total} trials`}
        columns={columns}
        rows={trials}
        keyOf={({ number }) => number}
        empty={total === 0 ? 'There are no trials yet.' : 'No trial matches.'}
      />
      <button type="button" onClick={save}>
        Save as CSV
      </button>
    </>
  );
}

function columnsOf(study: string, goals: readonly Goal[], parameters: readonly Parameter[]): Column<TrialDocument>[] {
  return [
    {
      name: 'trial',
      cell: ({ number }) => <a href={trialLink(study, number)}>{number}</a>,
      value: ({ number }) => number,
      isNumeric: true,
    },
    { name: 'status', cell: ({ status }) => <Status status={status} />, value: ({ status }) => status },
    ...goals.map(
      ({ name, scoreOf }): Column<TrialDocument> => ({
        name,
        cell: (trial) => formatValue(scoreOf(trial)),
        value: scoreOf,
        isNumeric: true,
      }),
    ),
    ...parameters.map(hyperparameterColumn),
    { name: 'epochs', cell: ({ epochs }) => epochs, value: ({ epochs }) => epochs, isNumeric: true },
    { name: 'time', cell: ({ seconds }) => formatSeconds(seconds), value: ({ seconds }) => seconds, isNumeric: true },
  ];
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
    value: (trial) => {
      const value = hyperparameterOf(trial);
      return typeof value === 'number' || value === undefined ? value : String(value);
    },
    isNumeric: kind === 'int' || kind === 'float',
  };
}
