import { defineTuning, type HyperParameters } from 'stepladder';
import { loadCollection } from './collection.js';
import { meanScores, type Scores, scoresOf } from './metrics.js';
import { type Query, queriesOf } from './queries.js';
import { SearchEngine } from './search-engine.js';
import { pipelineOf } from './search-space.js';

/** A search in two stages: what it looks at, and how much each of its stages lets through, by a count or by a threshold. */
export default defineTuning({
  objective: 'f1',
  budget: { trials: 60 },
  space: pipelineOf,
  evaluate,
});

/** What a process makes but once. */
let loaded: { engine: SearchEngine; queries: readonly Query[] } | undefined;

function evaluate(hp: HyperParameters): Scores {
  const pipeline = pipelineOf(hp);
  loaded ??= load();
  const { engine, queries } = loaded;
  return meanScores(queries.map((query) => scoresOf(engine.search(query, pipeline), query.relevant)));
}

function load(): NonNullable<typeof loaded> {
  const synsets = loadCollection();
  return { engine: new SearchEngine(synsets), queries: queriesOf(synsets) };
}
