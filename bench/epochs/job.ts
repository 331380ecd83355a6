import type { Command } from '../shared/ask-tell-program.js';
import type { DriveOptions } from './driver.js';

/** What a job runner does: one optimiser on one curve. */
export interface Job {
  readonly optimiser: string;
  readonly command: Command;
  readonly curve: string;
  readonly options: DriveOptions;
}
