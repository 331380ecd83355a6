import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCollection } from '../../../examples/retrieval/collection.js';
import { meanScores, type Scores, scoresOf } from '../../../examples/retrieval/metrics.js';
import { queriesOf } from '../../../examples/retrieval/queries.js';
import { SearchEngine } from '../../../examples/retrieval/search-engine.js';
import { pipelineOf } from '../../../examples/retrieval/search-space.js';
import { HyperParameters } from '../../../shared/space/hyperparameters.js';
import type { Values } from '../../../shared/space/parameter.js';
import fixture from './fixtures/metrics.json' with { type: 'json' };

const close = (scores: Scores) =>
  Object.fromEntries(Object.entries(scores).map(([metric, score]) => [metric, expect.closeTo(score, 12)]));

describe.each(fixture)('the metrics of a search in $values.source', ({ values, answers, mean }) => {
  it("are scikit-learn's for each answer, and in the mean", () => {
    const scores = answers.map(({ ranking, relevant }) => scoresOf(ranking, new Set(relevant)));
    expect(scores).toEqual(answers.map(({ scores }) => close(scores)));
    expect(meanScores(scores)).toEqual(close(mean));
  });

  it('are of what the pipeline answers', () => {
    const synsets = loadCollection();
    const engine = new SearchEngine(synsets);
    const pipeline = pipelineOf(new HyperParameters(values as Values));
    expect(queriesOf(synsets).map((query) => engine.search(query, pipeline))).toEqual(
      answers.map(({ ranking }) => ranking),
    );
  });
});

it('all metrics are 1 for exactly the relevant documents, 0 without any, and between otherwise', () => {
  const documents = fc.uniqueArray(fc.nat(20), { maxLength: 15 });
  fc.assert(
    fc.property(documents, fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 15 }), (ranking, list) => {
      const relevant = new Set(list);
      const scores = Object.values(scoresOf(ranking, relevant));
      const hits = ranking.filter((document) => relevant.has(document)).length;
      if (hits === 0) expect(scores).toEqual([0, 0, 0, 0]);
      else expect(scores.every((score) => score > 0 - 1e-12 && score <= 1 + 1e-12)).toBe(true);
      expect(Object.values(scoresOf(list, relevant))).toEqual([1, 1, 1, 1]);
    }),
  );
});
