import { errorCodeOf } from '../errors.js';
import type { Store } from '../store/store.js';
import { dollarsOf, dollarsOfLeg, formatDollarsLeft, formatDollarsNeeded, mostDollarsOfLeg } from './cost.js';
import { inParallel } from './in-parallel.js';
import type { StudyLog } from './log.js';
import { StudyLogs } from './logs.js';
import type { Study } from './study.js';

/** Milliseconds for which what other studies have spent is taken as it was. */
const freshness = 60_000;

/** Studies of a day that a process remembers, so that each look reads only what is new. */
const mostStudies = 256;

/** Studies read at once. */
const parallel = 8;

/** Folder of a day's marks: which studies trained on it. */
const dayFolder = (date: string) => `days/${date}/`;

/** What the studies of a day had spent when somebody looked. */
interface Look {
  readonly date: string;
  readonly at: number;
  readonly dollars: ReadonlyMap<string, number>;
}

/**
 * Holds all studies of a store together to so many dollars a day (UTC). Each process marks in the store which studies it
 * is to hand out legs of today, and adds up their legs; what other studies spent it looks at once a minute, so that a day
 * may cost a minute's spending more. What running legs may cost at the most counts as spent; a deleted study as nothing.
 */
export class DailyBudget {
  readonly #store: Store;
  readonly #logs: StudyLogs;
  readonly #dollars: number;
  readonly #marked = new Set<string>();
  #look: Look | undefined;

  constructor(store: Store, dollars: number) {
    this.#store = store;
    this.#logs = new StudyLogs(store, mostStudies);
    this.#dollars = dollars;
  }

  /** Why no further leg may be handed out today; undefined if one may. The log must be fresh. */
  async reasonToHold({ study, name }: StudyLog, now: number): Promise<string | undefined> {
    const { compute } = study.definition;
    if (!compute) return undefined;
    const date = new Date(now).toISOString().slice(0, 10);
    await this.#mark(date, name);
    const left = this.#dollars - spentOn(date, study) - (await this.#spentByOthers(date, name, now));
    const needed = mostDollarsOfLeg(compute);
    if (needed <= left) return undefined;
    const rest = formatDollarsLeft(Math.max(0, left));
    return `the daily budget of $${this.#dollars} for all studies has ${rest} left, and the next leg may take ${formatDollarsNeeded(needed)}; tomorrow \`resume\` goes on`;
  }

  async #mark(date: string, study: string): Promise<void> {
    const key = `${dayFolder(date)}${study}`;
    if (this.#marked.has(key)) return;
    await this.#store.create(key, new Uint8Array());
    this.#marked.add(key);
  }

  async #spentByOthers(date: string, study: string, now: number): Promise<number> {
    if (this.#look?.date !== date || now - this.#look.at >= freshness) this.#look = await this.#lookAt(date, now);
    let dollars = 0;
    for (const [name, spent] of this.#look.dollars) if (name !== study) dollars += spent;
    return dollars;
  }

  async #lookAt(date: string, at: number): Promise<Look> {
    const names = await this.#store.children(dayFolder(date));
    const spent = async (name: string) => [name, await this.#spentBy(name, date)] as const;
    return { date, at, dollars: new Map(await inParallel(names, spent, parallel)) };
  }

  async #spentBy(name: string, date: string): Promise<number> {
    try {
      return await this.#logs.use(name, undefined, async (log) => {
        await log.refresh();
        return spentOn(date, log.study);
      });
    } catch (error) {
      if (errorCodeOf(error) === 'StudyNotFound') return 0;
      throw error;
    }
  }
}

/** Dollars of the legs that ended on a day, and of those that run. */
function spentOn(date: string, study: Study): number {
  const begin = Date.parse(date);
  const isToday = (at: number) => at >= begin && at < begin + 86_400_000;
  const ended = study.legs.filter(({ result }) => result && isToday(result.at));
  const spent = ended.reduce((sum, leg) => sum + dollarsOfLeg(leg, study.definition.compute), 0);
  return spent + dollarsOf(study).reserved;
}
