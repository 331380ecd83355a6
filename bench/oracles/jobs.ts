import type { Command } from '../shared/ask-tell-program.js';
import type { DriveOptions } from './driver.js';
import type { Run } from './regret.js';

/** What a job runner does: one optimiser on one problem, or the scores of random points of a problem. */
export type Job =
  | {
      readonly kind: 'run';
      readonly optimiser: string;
      readonly command: Command;
      readonly problem: string;
      readonly options: DriveOptions;
    }
  | { readonly kind: 'draws'; readonly problem: string };

export type Result =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'draws'; readonly problem: string; readonly draws: readonly number[] };
