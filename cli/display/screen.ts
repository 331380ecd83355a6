import { truncate } from '../../shared/display/format.js';
import { progressLines } from '../../shared/display/progress-lines.js';
import type { View } from '../../shared/study/watch-study.js';

/** Where a command shows how a study comes along. */
export interface Screen {
  /** Whether running trials are drawn. */
  readonly isLive: boolean;
  show(view: View): void;
  /** Tells the user something that is no result. */
  say(line: string): void;
  /** Removes what is drawn. */
  end(): void;
}

/** What draws is loaded for a terminal alone. @param json whether standard output is for one JSON document alone. */
export async function screenFor(json: boolean): Promise<Screen> {
  const isLive = !json && process.stdout.isTTY;
  const live = isLive ? (await import('./progress-live.js')).liveProgress(process.stdout) : undefined;
  const lines = progressLines((line) => {
    if (live) live.print(truncate(line, process.stdout.columns));
    else process.stdout.write(`${line}\n`);
  });
  return {
    isLive,
    show: (view) => {
      if (!json) lines(view);
      live?.show(view);
    },
    say: (line) => (live ? live.print(line) : process.stderr.write(`${line}\n`)),
    end: () => live?.end(),
  };
}

/** How wide text may be: as wide as the terminal; elsewhere 80 columns. */
export function textColumns(): number {
  return process.stdout.columns ?? 80;
}

export function printJson(document: object): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
