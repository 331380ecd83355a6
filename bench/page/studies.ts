import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Values } from '../../shared/space/parameter.js';
import { DirectoryStore } from '../../shared/store/directory.js';
import { encodeRecord } from '../../shared/study/codec.js';
import { definitionKey, studyFolder } from '../../shared/study/keys.js';
import { definition } from '../../test/shared/study/records.js';
import { putTrials, type Tried } from '../../test/ui/ten-thousand-trials.js';
import { boolean, choice, fixedRandom, float, int, numberOf } from '../shared/parameters.js';

/** A study of one objective, and one of the same trials that looks for a front. */
export const studies = { single: 'single', front: 'front' };

const activations = ['relu', 'tanh', 'selu'];

const parameters = [
  float('learningRate', 1e-4, 1, 'log'),
  int('units', 8, 512, 'log'),
  choice('activation', ...activations),
  boolean('batchNormalisation'),
];

/** Puts the studies into a directory. */
export async function putStudies(directory: string): Promise<void> {
  const store = new DirectoryStore(directory);
  const random = fixedRandom('page', 'trials');
  const space = { space: { parameters } };
  await putTrials(store, definition({ study: studies.single, ...space }), () => trainedAt(drawn(random)));
  // No record but the definition says of which study it is; a copy takes a fraction of the time.
  const folderOf = (study: string) => join(directory, studyFolder(study));
  cpSync(folderOf(studies.single), folderOf(studies.front), { recursive: true });
  const pareto = ['score', 'size'].map((name) => ({ name, direction: 'min' as const }));
  const front = definition({ study: studies.front, ...space, objective: { pareto } });
  await store.put(definitionKey(studies.front), encodeRecord(front));
}

function drawn(random: () => number): Values {
  return {
    learningRate: 10 ** (-4 * random()),
    units: Math.round(8 * 64 ** random()),
    activation: activations[Math.floor(3 * random())] as string,
    batchNormalisation: random() < 0.5,
  };
}

/** What a network reports that learns best at a rate of 0.01, and the better the larger it is. */
function trainedAt(values: Values): Tried {
  const size = numberOf(values, 'units');
  const score =
    (Math.log10(numberOf(values, 'learningRate')) + 2) ** 2 + 8 / size + (values.activation === 'tanh' ? 1 : 0.1);
  return {
    values,
    metrics: [
      { score: 2 * score, size },
      { score, size },
    ],
  };
}
