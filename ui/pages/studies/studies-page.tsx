import { useMemo, useState } from 'preact/hooks';
import type { StudySummary } from '../../../shared/study/document.js';
import { BestLines } from '../../api/best-lines.js';
import { nameOf } from '../../api/objective.js';
import { pages } from '../../api/request.js';
import { usePolling } from '../../api/use-polling.js';
import { formatDollars, formatNumber, formatSpent, formatTime } from '../../format.js';
import { numberColumn, statusColumn, textColumn } from '../../parts/columns.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { Notice } from '../../parts/notice.js';
import { BestLine } from './best-line.js';
import { CompareLink } from './compare-link.js';
import { StudyCell } from './study-cell.js';
import { TagChips } from './tag-chips.js';

/** Milliseconds between two looks at the list. */
const interval = 3000;

interface StudiesPageDocument {
  readonly studies: readonly StudySummary[];
  readonly next?: string;
}

async function readStudies(): Promise<StudySummary[]> {
  const all: StudySummary[] = [];
  for await (const { studies } of pages<StudiesPageDocument>('/studies', { limit: 100 })) all.push(...studies);
  return all;
}

/** All studies, as they go on. @param chosen names of those to compare, at first */
export function StudiesPage({ chosen: first }: { chosen: readonly string[] }) {
  const { value: studies, refusal } = usePolling(readStudies, () => interval);
  const [search, setSearch] = useState('');
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState<readonly string[]>(first);
  const bestLines = useMemo(() => new BestLines(), []);
  const columns = useMemo(
    () => [studyColumn(chosen, setChosen), ...columnsFor(bestLines), tagsColumn(wanted, setWanted)],
    [bestLines, chosen, wanted],
  );
  const shown = useMemo(
    () => (studies ?? []).filter((study) => matches(study, search) && hasTags(study, wanted)),
    [studies, search, wanted],
  );
  return (
    <>
      <h1>Studies</h1>
      <Notice refusal={refusal} />
      {studies && (
        <>
          <div class="controls">
            <label class="field">
              Search
              <input
                type="search"
                value={search}
                placeholder="name, tuning, oracle, objective, status, tag"
                onInput={({ currentTarget }) => setSearch(currentTarget.value)}
              />
            </label>
            {wanted.length > 0 && (
              <span>
                With the tags <TagChips tags={wanted} wanted={wanted} onWant={setWanted} />
              </span>
            )}
            <CompareLink chosen={chosen} />
          </div>
          <DataTable
            caption={`${shown.length} of ${studies.length} studies`}
            columns={columns}
            rows={shown}
            keyOf={({ study }) => study}
            empty={studies.length === 0 ? 'There are no studies yet.' : 'No study matches.'}
          />
        </>
      )}
    </>
  );
}

/** Whether each word is part of what a row says. */
function matches({ study, tuning, oracle, objective, status, tags = [] }: StudySummary, search: string): boolean {
  const text = [study, tuning, oracle, nameOf(objective), status, ...tags].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function hasTags({ tags = [] }: StudySummary, wanted: readonly string[]): boolean {
  return wanted.every((tag) => tags.includes(tag));
}

type Names = readonly string[];

function studyColumn(chosen: Names, onChoose: (chosen: Names) => void): Column<StudySummary> {
  return {
    name: 'study',
    cell: ({ study }) => <StudyCell study={study} chosen={chosen} onChoose={onChoose} />,
    value: ({ study }) => study,
  };
}

function tagsColumn(wanted: Names, onWant: (wanted: Names) => void): Column<StudySummary> {
  return {
    name: 'tags',
    cell: ({ tags = [] }) => <TagChips tags={tags} wanted={wanted} onWant={onWant} />,
    value: ({ tags }) => tags?.join(' '),
  };
}

function columnsFor(bestLines: BestLines): Column<StudySummary>[] {
  return [
    statusColumn(({ status }) => status),
    textColumn('tuning', ({ tuning }) => tuning),
    textColumn('oracle', ({ oracle }) => oracle),
    textColumn('objective', ({ objective }) => nameOf(objective)),
    { name: 'best', cell: bestText, value: bestOf, isNumeric: true },
    { name: 'best so far', cell: (row) => <BestLine summary={row} lines={bestLines} /> },
    { name: 'spent', cell: formatSpent, value: ({ spent }) => spent.trials },
    numberColumn('dollars', ({ spent }) => spent.dollars, formatDollars),
    { name: 'created', cell: ({ created }) => formatTime(created), value: ({ created }) => created },
  ];
}

function bestOf({ best, front }: StudySummary): number | undefined {
  return front ? front.length : (best?.score ?? undefined);
}

function bestText(summary: StudySummary): string {
  const best = bestOf(summary);
  if (best === undefined) return '';
  return summary.front ? `a front of ${best}` : formatNumber(best);
}
