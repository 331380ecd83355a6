import { StepladderError } from '../../shared/errors.js';
import { contains } from '../../shared/space/domain.js';
import type { Value, Values } from '../../shared/space/parameter.js';
import type { Space } from '../../shared/space/space.js';
import { StudyLog } from '../../shared/study/log.js';
import type { EnqueueFlags } from '../options.js';
import { placeOf } from '../place.js';

/** `stepladder enqueue <study> name=value …`: a point that the study tries next; what it leaves out has its default. */
export async function enqueueCommand(name: string, pairs: readonly string[], flags: EnqueueFlags): Promise<number> {
  const place = await placeOf(flags);
  const { study } = await StudyLog.open(place.store, name);
  const point = Object.fromEntries(pairs.map((pair) => pairOf(study.space, pair))) as Values;
  const waiting = await place.enqueue(name, { points: [point], again: flags.again });
  const when = study.lastRun?.end ? `when it goes on: \`stepladder resume ${name}\`` : 'as its next new trials';
  const points = waiting === 1 ? '1 point waits' : `${waiting} points wait`;
  process.stdout.write(`${points} to be tried by study '${name}', ${when}\n`);
  return 0;
}

/** The text itself where the hyperparameter can have it; otherwise what it says as JSON. @throws InvalidRequest */
function pairOf({ parameters }: Space, pair: string): [name: string, value: Value] {
  const [, name, text] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
  if (name === undefined || text === undefined) {
    throw new StepladderError('InvalidRequest', `${JSON.stringify(pair)} is no hyperparameter: give name=value`);
  }
  const isText = parameters.some((parameter) => parameter.name === name && contains(parameter, text));
  return [name, isText ? text : scalarIn(text)];
}

function scalarIn(text: string): Value {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : value;
  } catch {
    return text;
  }
}
