import { studies } from './studies.js';

/** A view of the page, and what it has once it is whole. */
export interface View {
  readonly name: string;
  readonly hash: string;
  /** How the titles of its plots begin. */
  readonly plots: readonly string[];
  /** How the caption of its table begins, if it has one. */
  readonly table?: string;
}

const section = (name: string, plots: readonly string[], table?: string, study = studies.single): View => ({
  name,
  hash: `#/studies/${study}/${name}`,
  plots,
  ...(table !== undefined && { table }),
});

export const overview: View = {
  name: 'overview',
  hash: `#/studies/${studies.single}`,
  plots: ['Optimisation history', 'Hyperparameters and score', 'Learning curves'],
  table: '10000 of 10000 trials',
};

/** The list of studies, and each section of a study's page. */
export const views: readonly View[] = [
  { name: 'list of studies', hash: '', plots: ['best so far', 'best so far'], table: '2 of 2 studies' },
  overview,
  section('importance', ['Importance'], 'Importances'),
  section('slices', ['learningRate', 'units', 'activation', 'batchNormalisation']),
  section('contour', ['Contour']),
  section('timeline', ['Timeline']),
  section('front', ['Pareto front'], undefined, studies.front),
  section('cost', ['Spent over time', 'Best score for what was spent']),
  section('space', [], 'Search space'),
];
