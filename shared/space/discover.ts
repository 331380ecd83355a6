import { StepladderError } from '../errors.js';
import { HyperParameters, type SkippedScope } from './hyperparameters.js';
import type { Parameter, Values } from './parameter.js';
import { identityOf, parseSpace, type Space } from './space.js';

/**
 * Finds the search space of define-by-run code: runs it with the defaults, then once for each conditional scope that was
 * passed by, with the scope's parents set so that it opens. Each scope is tried once, so this ends for any code. What an
 * ordinary `if` hides is not found here, but in the first trial that declares it.
 *
 * @throws InvalidSpace, HyperparameterChanged and what `run` throws.
 */
export async function discoverSpace(run: (hp: HyperParameters) => unknown): Promise<Space> {
  const found: Parameter[] = [];
  const tried = new Set<string>();
  const parents = new Set<string>();
  const queue: Values[] = [{}];
  for (let values = queue.shift(); values; values = queue.shift()) {
    const hp = new HyperParameters(values, { parameters: found });
    await run(hp);
    insertInOrder(found, hp.declared);
    for (const parent of hp.unresolved) parents.add(parent);
    for (const scope of hp.skipped) {
      const identity = JSON.stringify(scope.conditions);
      if (!tried.has(identity)) queue.push({ ...values, ...valuesThatOpen(scope, hp) });
      tried.add(identity);
    }
  }
  const unknown = [...parents].find(
    (parent) => !found.some(({ name }) => name === parent || name.endsWith(`/${parent}`)),
  );
  if (unknown === undefined) return parseSpace({ parameters: found });
  throw new StepladderError(
    'UnknownHyperparameter',
    `A conditional scope depends on ${unknown}, which is never declared`,
  );
}

/** The scopes around it are open already: they keep the values they have. */
function valuesThatOpen({ conditions, parent }: SkippedScope, hp: HyperParameters): Values {
  const entries = conditions.map(({ parameter, in: allowed }) => {
    const open = parameter !== parent && hp.has(parameter);
    return [parameter, open ? hp.get(parameter) : (allowed[0] ?? null)];
  });
  return Object.fromEntries(entries);
}

/** New declarations stand behind the one that their run declared before them, so the order is that of the code. */
function insertInOrder(found: Parameter[], declared: readonly Parameter[]): void {
  let position = 0;
  for (const parameter of declared) {
    const index = found.findIndex((known) => identityOf(known) === identityOf(parameter));
    if (index < 0) found.splice(position, 0, parameter);
    position = (index < 0 ? position : index) + 1;
  }
}
