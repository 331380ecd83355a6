import type { Store } from '../store/store.js';
import { dollarsOf, dollarsOfLeg, formatDollars } from './cost.js';
import type { StudyLog } from './log.js';
import { StudyLogs } from './logs.js';
import type { Study } from './study.js';

/** Milliseconds for which the sum over the other studies is taken as it was. */
const freshness = 60_000;

/** Folder of a day's marks: which studies trained on it. */
const dayFolder = (date: string) => `days/${date}/`;

/**
 * Holds all studies of a store together to so many dollars a day (UTC). Each process marks in the store which studies it
 * handed out legs of today, and adds up their legs; what other studies spent it looks at once a minute, so that a day may
 * cost a minute's spending more.
 */
export class DailyBudget {
  readonly #store: Store;
  readonly #logs: StudyLogs;
  readonly #dollars: number;
  readonly #marked = new Set<string>();
  #others: { of: string; date: string; dollars: number; at: number } | undefined;

  constructor(store: Store, dollars: number) {
    this.#store = store;
    this.#logs = new StudyLogs(store);
    this.#dollars = dollars;
  }

  /** Why nothing more may be handed out today; undefined while there is something left. The log must be fresh. */
  async reasonToHold({ study, name }: StudyLog, now: number): Promise<string | undefined> {
    const date = new Date(now).toISOString().slice(0, 10);
    await this.#mark(date, name);
    const spent = spentOn(date, study) + (await this.#spentByOthers(date, name, now));
    if (spent < this.#dollars) return undefined;
    return `the daily budget of ${formatDollars(this.#dollars)} for all studies is spent, tomorrow \`resume\` goes on`;
  }

  async #mark(date: string, study: string): Promise<void> {
    const key = `${dayFolder(date)}${study}`;
    if (this.#marked.has(key)) return;
    await this.#store.create(key, new Uint8Array());
    this.#marked.add(key);
  }

  async #spentByOthers(date: string, study: string, now: number): Promise<number> {
    const known = this.#others;
    if (known?.of === study && known.date === date && now - known.at < freshness) return known.dollars;
    const names = (await this.#store.children(dayFolder(date))).filter((name) => name !== study);
    let dollars = 0;
    for (const name of names) {
      dollars += await this.#logs.use(name, undefined, async (log) => {
        await log.refresh();
        return spentOn(date, log.study);
      });
    }
    this.#others = { of: study, date, dollars, at: now };
    return dollars;
  }
}

/** Dollars of the legs that ended on a day, and of those that run. */
function spentOn(date: string, study: Study): number {
  const ended = study.legs.filter(({ result }) => result && new Date(result.at).toISOString().startsWith(date));
  const spent = ended.reduce((sum, leg) => sum + dollarsOfLeg(leg, study.definition.compute), 0);
  return spent + dollarsOf(study).reserved;
}
