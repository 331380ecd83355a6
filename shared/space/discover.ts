import { StepladderError } from '../errors.js';
import { contains, defaultOf } from './domain.js';
import { checkScope, HyperParameters } from './hyperparameters.js';
import type { Condition, Parameter, Value, Values } from './parameter.js';
import { chooseValues, identityOf, isActive, parseSpace, type Space } from './space.js';

/** Code that takes more runs declares new scopes without end. */
const mostRuns = 1000;

/** A conditional scope that was passed by, and the point at which it was. */
interface WaitingScope {
  readonly conditions: readonly Condition[];
  readonly values: Values;
}

/**
 * Finds the search space of define-by-run code: runs it with the defaults, then once for each conditional scope that was
 * passed by, at a point of the space found so far where it opens. Each scope is tried once, so this ends. What an ordinary
 * `if` hides is not found here, but in the first trial that declares it.
 *
 * @throws InvalidSpace, UnknownHyperparameter, HyperparameterChanged and what `run` throws.
 */
export async function discoverSpace(run: (hp: HyperParameters) => unknown): Promise<Space> {
  const order: string[] = [];
  const found = new Map<string, Parameter>();
  const parents = new Set<string>();
  const waiting = new Map<string, WaitingScope>();
  const opened = new Set<string>();
  let space: Space = { parameters: [] };
  let runs = 0;
  for (let values: Values | undefined = {}; values; values = nextPoint(space, order, waiting, opened)) {
    if (++runs > mostRuns) throw new StepladderError('InvalidSpace', `More than ${mostRuns} conditional scopes`);
    const hp = new HyperParameters(values, space);
    await run(hp);
    insertInOrder(order, numbered(hp.trail));
    for (const parameter of hp.declared) found.set(identityOf(parameter), parameter);
    for (const parent of hp.unresolved) parents.add(parent);
    const skipped = new Map(hp.skipped.map(({ conditions }) => [JSON.stringify(conditions), conditions]));
    for (const step of hp.trail) if (!skipped.has(step)) opened.add(step);
    for (const [scope, conditions] of skipped) waiting.set(scope, { conditions, values: hp.values });
    space = { parameters: order.flatMap((step) => found.get(step) ?? []) };
  }
  const { parameters } = space;
  for (const { conditions } of waiting.values()) for (const condition of conditions) checkScope(condition, parameters);
  const unknown = [...parents].find((parent) => !parameters.some(({ name }) => `/${name}`.endsWith(`/${parent}`)));
  if (unknown === undefined) return parseSpace(space);
  throw new StepladderError(
    'UnknownHyperparameter',
    `A conditional scope depends on ${unknown}, which is never declared`,
  );
}

/** Where to run next: where that scope opens which comes first in the code, of those that never did and can. */
function nextPoint(
  space: Space,
  order: readonly string[],
  waiting: ReadonlyMap<string, WaitingScope>,
  opened: Set<string>,
): Values | undefined {
  for (const step of order) {
    const scope = opened.has(step) ? undefined : waiting.get(step);
    const point = scope && pointThatOpens(scope, space);
    if (point) {
      opened.add(step);
      return point;
    }
  }
  return undefined;
}

/** A point of the space at which the scope is open, with the values it was passed by at where they can stay. */
function pointThatOpens({ conditions, values }: WaitingScope, space: Space): Values | undefined {
  for (const needed of waysToMeet([...conditions].reverse(), space.parameters, new Map())) {
    const point = chooseValues(space, (parameter) => {
      const before = Object.hasOwn(values, parameter.name) ? [values[parameter.name] as Value] : [];
      const allowed = needed.get(parameter.name);
      const wishes = allowed ? [...before.filter((value) => allowed.includes(value)), ...allowed] : before;
      return wishes.find((value) => contains(parameter, value)) ?? defaultOf(parameter);
    });
    if (isActive({ when: [...conditions] }, point)) return point;
  }
  return undefined;
}

/** The values that parameters may have for conditions to hold, those of the parents' own declarations too: every way. */
function* waysToMeet(
  conditions: readonly Condition[],
  parameters: readonly Parameter[],
  needed: ReadonlyMap<string, readonly Value[]>,
): Generator<ReadonlyMap<string, readonly Value[]>> {
  const [condition, ...others] = conditions;
  if (!condition) {
    yield needed;
    return;
  }
  const { parameter: parent, in: allowed } = condition;
  const before = needed.get(parent);
  const declarations = before ? [undefined] : parameters.filter(({ name }) => name === parent);
  for (const declaration of declarations) {
    const values = (before ?? allowed).filter(
      (value) => allowed.includes(value) && (!declaration || contains(declaration, value)),
    );
    const more = [...(declaration?.when ?? []), ...others];
    if (values.length > 0) yield* waysToMeet(more, parameters, new Map(needed).set(parent, values));
  }
}

/** A scope may be opened in several places of the code: each is a step of its own. */
function numbered(trail: readonly string[]): string[] {
  const times = new Map<string, number>();
  return trail.map((step) => {
    const time = times.get(step) ?? 0;
    times.set(step, time + 1);
    return time === 0 ? step : `${step}#${time}`;
  });
}

/** New steps stand behind the one that their run took before them, so the order is that of the code. */
function insertInOrder(order: string[], trail: readonly string[]): void {
  let position = 0;
  for (const step of trail) {
    const index = order.indexOf(step);
    if (index < 0) order.splice(position, 0, step);
    position = (index < 0 ? position : index) + 1;
  }
}
