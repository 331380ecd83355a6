import { Option } from 'commander';
import { type ImportanceMethod, importanceMethods } from '../shared/importance/importance.js';
import { jsonOption, type ShowFlags } from './options.js';

/** Flags of how importances are worked out. */
export interface ImportanceFlags extends ShowFlags {
  readonly method: ImportanceMethod;
  readonly metric?: string;
}

export const importanceOptions = (): Option[] => [
  new Option(
    '--method <name>',
    'ped-anova: what the best trials have in common; fanova: shares of the variance, and pairs',
  )
    .choices(importanceMethods)
    .default('ped-anova'),
  new Option('--metric <name>', 'what hyperparameters are important for (default: the objective)'),
  jsonOption(),
];
