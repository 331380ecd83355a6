import { StepladderError } from '../errors.js';
import { checkScope, givenFor, type SpaceRules } from './declarations.js';
import { contains, defaultOf } from './domain.js';
import { HyperParameters } from './hyperparameters.js';
import type { Condition, Parameter, Value, Values } from './parameter.js';
import type { ClosedScope } from './scopes.js';
import { chooseValues, identityOf, isActive, parseJoinedSpace, parseSpace, type Space } from './space.js';

/** Code with more scopes, or deeper ones, declares new ones without end. */
const mostScopes = 1000;
const deepestScope = 100;

/** A conditional scope that was passed by, and the point at which it was. */
interface WaitingScope {
  readonly scope: ClosedScope;
  readonly values: Values;
}

/**
 * Finds the search space of define-by-run code: runs it with the defaults, then once for each conditional scope that was
 * passed by, at a point of the space found so far where it opens. Each scope is tried once, so this ends. What an ordinary
 * `if` hides is not found here, but in the first trial that declares it.
 *
 * @param rules with what is given of the space: it stands before what the code declares beside it, with its own ranges and
 *   the code's conditions.
 * @throws InvalidSpace, UnknownHyperparameter, HyperparameterChanged and what `run` throws.
 */
export async function discoverSpace(run: (hp: HyperParameters) => unknown, rules: SpaceRules = {}): Promise<Space> {
  const order: string[] = [];
  const found = new Map<string, Parameter>();
  const waiting = new Map<string, WaitingScope>();
  const opened = new Set<string>();
  let space: Space = rules.given ?? { parameters: [] };
  for (let values: Values | undefined = {}; values; values = nextPoint(space, order, waiting, opened)) {
    const hp = new HyperParameters(values, space, rules);
    await run(hp);
    insertInOrder(order, numbered(hp.trail));
    for (const parameter of hp.declared) found.set(identityOf(parameter), parameter);
    const closed = new Set(hp.closed.map(({ step }) => step));
    for (const step of hp.trail) if (!closed.has(step)) opened.add(step);
    for (const scope of hp.closed) waiting.set(scope.step, { scope, values: hp.values });
    space = joined(
      rules.given,
      order.flatMap((step) => found.get(step) ?? []),
    );
    checkEnd(hp.closed, waiting.size);
  }
  // A scope may stay closed, and its parent unseen, since something is restricted: that is no mistake of the code.
  if (rules.given) return parseJoinedSpace(space);
  for (const { scope } of waiting.values()) checkOpening(scope, space);
  return parseSpace(space);
}

/** What is given, each where the code declares it, and what the code declares beside. */
function joined(given: Space = { parameters: [] }, found: readonly Parameter[]): Space {
  const declarationsOf = new Map(given.parameters.map((parameter) => [parameter, [] as Parameter[]]));
  const beside: Parameter[] = [];
  for (const parameter of found) {
    const own = givenFor(given, parameter);
    (own === undefined ? beside : (declarationsOf.get(own) as Parameter[])).push(parameter);
  }
  const restricted = [...declarationsOf].flatMap(([own, declared]) => (declared.length > 0 ? declared : [own]));
  return { parameters: [...restricted, ...beside] };
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
function pointThatOpens({ scope, values }: WaitingScope, space: Space): Values | undefined {
  const own = conditionOf(scope, space);
  if (!own) return undefined;
  const conditions = [own, ...scope.around];
  for (const needed of waysToMeet(conditions, space.parameters, new Map())) {
    const point = chooseValues(space, (parameter) => {
      const before = Object.hasOwn(values, parameter.name) ? [values[parameter.name] as Value] : [];
      const allowed = needed.get(parameter.name);
      const wishes = allowed ? [...before.filter((value) => allowed.includes(value)), ...allowed] : before;
      const wish = wishes.find((value) => contains(parameter, value));
      return wish === undefined ? defaultOf(parameter) : wish;
    });
    if (isActive({ when: conditions }, point)) return point;
  }
  return undefined;
}

/** What the scope itself waits for, if its parent was found. */
function conditionOf({ parents, in: values }: ClosedScope, { parameters }: Space): Condition | undefined {
  const parent = parents.find((candidate) => parameters.some(({ name }) => name === candidate));
  return parent === undefined ? undefined : { parameter: parent, in: [...values] };
}

/** The values that parameters may have for conditions to hold, those of the parents' own declarations too: every way. */
function* waysToMeet(
  conditions: readonly Condition[],
  parameters: readonly Parameter[],
  before: ReadonlyMap<string, readonly Value[]>,
): Generator<ReadonlyMap<string, readonly Value[]>> {
  const needed = new Map(before);
  for (const [index, { parameter: parent, in: allowed }] of conditions.entries()) {
    const values = needed.get(parent)?.filter((value) => allowed.includes(value));
    if (values?.length === 0) return;
    if (values) {
      needed.set(parent, values);
      continue;
    }
    for (const declaration of parameters.filter(({ name }) => name === parent)) {
      const own = allowed.filter((value) => contains(declaration, value));
      const others = [...(declaration.when ?? []), ...conditions.slice(index + 1)];
      if (own.length > 0) yield* waysToMeet(others, parameters, new Map(needed).set(parent, own));
    }
    return;
  }
  yield needed;
}

function checkEnd(closed: readonly ClosedScope[], scopes: number): void {
  if (scopes <= mostScopes && closed.every(({ around }) => around.length < deepestScope)) return;
  throw new StepladderError(
    'InvalidSpace',
    `There are over ${mostScopes} conditional scopes, or scopes over ${deepestScope} deep: the code seems to declare them ` +
      'without end',
  );
}

function checkOpening(scope: ClosedScope, space: Space): void {
  const condition = conditionOf(scope, space);
  if (!condition) {
    const parent = scope.parents.at(-1);
    throw new StepladderError(
      'UnknownHyperparameter',
      `A conditional scope depends on ${parent}, which is never declared`,
    );
  }
  checkScope(condition, space.parameters);
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
