import type { BestSoFar } from '../../shared/study/best-so-far.js';
import type { StudySummary } from '../../shared/study/document.js';
import { get, Refusal } from './request.js';

/** A study that is compared, or why it cannot be. */
export type Compared =
  | { readonly study: string; readonly summary: StudySummary; readonly objectives: readonly BestSoFar[] }
  | { readonly study: string; readonly refusal: Refusal };

/** A study that is there. */
export type Found = Extract<Compared, { summary: unknown }>;

/** What the best so far is drawn over. */
export type Axis = keyof StudySummary['spent'];

/** What several studies may have in common: a score by its name, and whether less or more of it is better. */
export interface Common {
  readonly label: string;
  readonly of: (found: Found) => BestSoFar | undefined;
}

/** Reads studies as they are now, in the order of their names as given. @throws Refusal where that is not about one of them */
export function readCompared(studies: readonly string[]): Promise<Compared[]> {
  return Promise.all(studies.map(readOne));
}

async function readOne(study: string): Promise<Compared> {
  try {
    const document = await get<Omit<Found, 'study'>>(`/studies/${study}/best-so-far`);
    return { study, ...document };
  } catch (error) {
    if (error instanceof Refusal && ['StudyNotFound', 'InvalidName'].includes(error.code)) {
      return { study, refusal: error };
    }
    throw error;
  }
}

export function isFound(compared: Compared): compared is Found {
  return 'summary' in compared;
}

/** The objectives of studies, those of most studies first. */
export function commonOf(found: readonly Found[]): Common[] {
  const counts = new Map<string, number>();
  for (const { objectives } of found) {
    for (const each of objectives) counts.set(labelOf(each), (counts.get(labelOf(each)) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([label]) => ({ label, of: ({ objectives }) => objectives.find((each) => labelOf(each) === label) }));
}

function labelOf({ name, direction }: BestSoFar): string {
  return `${name} (${direction === 'max' ? 'higher' : 'lower'} is better)`;
}

/** What a study looks for, where that is not what is drawn. */
export function objectivesText({ objectives }: Found): string {
  return objectives.map(labelOf).join(' and ');
}

/** Where a line of best scores becomes better, or ends. */
export type Corner = readonly [at: number, score: number];

/** Corners of the line of a study's best so far, from its first score to what it has spent by now. */
export function lineOf({ summary }: Found, { steps }: BestSoFar, axis: Axis): Corner[] {
  const corners = steps.map((step): Corner => [step[axis], step.score]);
  const last = corners.at(-1);
  return last ? [...corners, [Math.max(last[0], summary.spent[axis]), last[1]]] : [];
}
