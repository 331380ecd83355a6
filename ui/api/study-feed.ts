import type { Parameter } from '../../shared/space/parameter.js';
import type { StudySummary, TrialDocument } from '../../shared/study/document.js';
import type { Assigned, Definition, Progress, Report, Result } from '../../shared/study/records.js';
import { readTrials } from './read-trials.js';
import { get, pages } from './request.js';

/** A study as the API shows it: of one that is just starting, or could not begin, little is known. */
export type StudyDetail =
  | (StudySummary & { readonly pending?: { readonly status: 'starting' | 'failed'; readonly reason?: string } })
  | { readonly study: string; readonly status: 'starting' | 'failed'; readonly run: number; readonly reason?: string };

/** What a leg has reported so far. */
export interface LegReports {
  readonly trial: number;
  readonly status: Result['status'] | 'running';
  readonly reports: readonly Report[];
}

/** What is known of a study at a moment. */
export interface StudyView {
  readonly detail: StudyDetail;
  /** The first declaration of each name. */
  readonly parameters: readonly Parameter[];
  /** All declarations, in their order: a name may have several, under different conditions. */
  readonly declarations: readonly Parameter[];
  /** Those of the tuning's own `space`. */
  readonly given: readonly Parameter[];
  /** In the order of their numbers. */
  readonly trials: readonly TrialDocument[];
  /** In the order of their numbers. */
  readonly legs: readonly LegReports[];
}

interface RecordsPage {
  readonly records: readonly { readonly key: string; readonly record: string }[];
  readonly next?: string;
}

type FromRecords = Omit<StudyView, 'detail' | 'trials'>;

/**
 * Follows a study by its log: each reading asks only for the records after the last one before the oldest leg that has not
 * ended, and for the trials that those records are about.
 */
export class StudyFeed {
  readonly #path: string;
  /** Of a study that has records. */
  #created: number | undefined;
  #declarations: Parameter[] = [];
  #given: readonly Parameter[] = [];
  /** By their numbers; a slot that has died may have left a gap, for a while. */
  #legs: LegReports[] = [];
  #trials: readonly TrialDocument[] = [];
  /** Copies as they were given away last: as long as no record came, they stay the same, so that nothing is drawn anew. */
  #shown: FromRecords = { parameters: [], declarations: [], given: [], legs: [] };
  #isShown = true;
  /** Trials that have records which their documents, as read last, may not tell of. */
  #changed = new Set<number>();

  constructor(study: string) {
    this.#path = `/studies/${study}`;
  }

  /** @throws Refusal */
  async read(): Promise<StudyView> {
    const detail = await get<StudyDetail>(this.#path);
    const created = 'created' in detail ? detail.created : undefined;
    if (created !== this.#created) this.#forget(created);
    if (created !== undefined) await this.#readRecords(detail.status === 'running');
    if (this.#changed.size > 0) {
      this.#trials = await readTrials(this.#path, this.#changed, this.#trials);
      this.#changed = new Set();
    }
    if (!this.#isShown) this.#shown = this.#copies();
    this.#isShown = true;
    return { detail, trials: this.#trials, ...this.#shown };
  }

  /** Another study may have the name by now. */
  #forget(created: number | undefined): void {
    this.#created = created;
    this.#declarations = [];
    this.#given = [];
    this.#legs = [];
    this.#trials = [];
    this.#changed.clear();
    this.#isShown = false;
  }

  async #readRecords(withProgress: boolean): Promise<void> {
    const query = { after: this.#cursor(), ...(withProgress && { progress: 'true' }) };
    for await (const { records } of pages<RecordsPage>(`${this.#path}/records`, query)) {
      for (const { key, record } of records) this.#apply(key, JSON.parse(record).record);
    }
  }

  /** A key that stands before those of the oldest leg that has not ended; none before the first reading. */
  #cursor(): string | undefined {
    if (this.#legs.length === 0) return undefined;
    let oldest = 0;
    while (this.#legs[oldest] && this.#legs[oldest]?.status !== 'running') oldest++;
    return `legs/${String(oldest).padStart(6, '0')}`;
  }

  #apply(key: string, record: unknown): void {
    const [, folder, number, kind] = /^(\w+)\/(?:[^/]+\/)?(\d+)\.(?:(\w+)\.)?json$/.exec(key) ?? [];
    const leg = Number(number);
    if (key === 'study.json') this.#define(record as Definition);
    else if (folder === 'progress') this.#applyProgress(leg, record as Progress);
    else if (folder === 'legs' && kind === 'assigned') this.#applyAssigned(leg, record as Assigned);
    else if (folder === 'legs' && kind === 'result') this.#applyResult(leg, record as Result);
  }

  #applyAssigned(leg: number, { trial }: Assigned): void {
    if (this.#legs[leg]) return;
    this.#setLeg(leg, { trial, status: 'running', reports: [] });
    this.#changed.add(trial);
  }

  #applyResult(number: number, { status, reports, declared = [] }: Result): void {
    const leg = this.#legs[number];
    if (leg?.status !== 'running') return;
    this.#setLeg(number, { ...leg, status, reports });
    this.#changed.add(leg.trial);
    this.#declare(declared);
  }

  /** Only the newest epoch is recorded: those that this page saw before make the curve. */
  #applyProgress(number: number, { report }: Progress): void {
    const leg = this.#legs[number];
    if (leg?.status !== 'running' || leg.reports.some(({ epoch }) => epoch >= report.epoch)) return;
    this.#setLeg(number, { ...leg, reports: [...leg.reports, report] });
  }

  #setLeg(number: number, leg: LegReports): void {
    this.#legs[number] = leg;
    this.#isShown = false;
  }

  #define({ space, given }: Definition): void {
    this.#given = given?.parameters ?? [];
    this.#declare(space.parameters);
  }

  #declare(parameters: readonly Parameter[]): void {
    const known = new Set(this.#declarations.map(identityOf));
    this.#declarations.push(...parameters.filter((parameter) => !known.has(identityOf(parameter))));
    this.#isShown = false;
  }

  #copies(): FromRecords {
    const byName = new Map<string, Parameter>();
    for (const parameter of this.#declarations) {
      if (!byName.has(parameter.name)) byName.set(parameter.name, parameter);
    }
    return {
      parameters: [...byName.values()],
      declarations: [...this.#declarations],
      given: this.#given,
      legs: Object.values(this.#legs),
    };
  }
}

/** What tells declarations apart: their names and their conditions. */
export function identityOf({ name, when = [] }: Parameter): string {
  return JSON.stringify([name, when]);
}
