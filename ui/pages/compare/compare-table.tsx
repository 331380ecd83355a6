import type { Values } from '../../../shared/space/parameter.js';
import type { Step } from '../../../shared/study/best-so-far.js';
import type { Axis, Common, Found } from '../../api/comparison.js';
import { nameOf } from '../../api/objective.js';
import { formatDollars, formatNumber, formatSeconds, formatValue } from '../../format.js';
import { numberColumn, statusColumn, textColumn } from '../../parts/columns.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { MarkLine } from '../../parts/mark-line.js';
import { sortable } from '../../parts/sorting.js';
import type { Mark } from '../../plots/marks.js';
import { studyLink, trialLink } from '../../routing.js';

/** A study and the mark of its line. */
export type CompareRow = Found & { readonly mark: Mark };

interface CompareTableProps {
  readonly rows: readonly CompareRow[];
  readonly common: Common;
  /** Whether any of the studies cost something. */
  readonly isBilled: boolean;
}

/** What the studies have found, by the common objective, and what they have spent on it. */
export function CompareTable({ rows, common, isBilled }: CompareTableProps) {
  return (
    <DataTable
      caption={rows.length === 1 ? '1 study' : `${rows.length} studies`}
      columns={columnsOf(rows, common, isBilled)}
      rows={rows}
      keyOf={({ study }) => study}
      empty="None of the studies is there."
    />
  );
}

function columnsOf(rows: readonly CompareRow[], common: Common, isBilled: boolean): Column<CompareRow>[] {
  const bestOf = (row: CompareRow) => common.of(row)?.steps.at(-1);
  const hyperparameters = new Set(rows.flatMap((row) => Object.keys(valuesOf(row, bestOf(row)?.trial))));
  return [
    { name: 'line', cell: (row) => common.of(row) && <MarkLine mark={row.mark} /> },
    { name: 'study', cell: ({ study }) => <a href={studyLink(study)}>{study}</a>, value: ({ study }) => study },
    statusColumn(({ summary }) => summary.status),
    textColumn('oracle', ({ summary }) => summary.oracle),
    textColumn('objective', ({ summary }) => nameOf(summary.objective)),
    {
      name: 'best',
      cell: (row) => <Best study={row.study} step={bestOf(row)} />,
      value: (row) => bestOf(row)?.score,
      isNumeric: true,
    },
    spent('trials', String),
    spent('epochs', String),
    spent('seconds', formatSeconds),
    ...(isBilled ? [spent('dollars', formatDollars)] : []),
    ...[...hyperparameters].map((name): Column<CompareRow> => {
      const read = (row: CompareRow) => valuesOf(row, bestOf(row)?.trial)[name];
      return { name, cell: (row) => formatValue(read(row)), value: (row) => sortable(read(row)) };
    }),
  ];
}

function Best({ study, step }: { study: string; step: Step | undefined }) {
  if (!step) return <>–</>;
  return (
    <>
      {formatNumber(step.score)} <a href={trialLink(study, step.trial)}>trial {step.trial}</a>
    </>
  );
}

/** The hyperparameters of a trial that is the best, or of the front. */
function valuesOf({ summary: { best, front = [] } }: Found, trial: number | undefined): Values {
  return [best, ...front].find((each) => each?.number === trial)?.hyperparameters ?? {};
}

function spent(name: Axis, format: (value: number) => string): Column<CompareRow> {
  return numberColumn(name, ({ summary }) => summary.spent[name], format);
}
