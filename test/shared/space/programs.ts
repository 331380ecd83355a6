import fc from 'fast-check';
import { contains, everyValue } from '../../../shared/space/domain.js';
import { HyperParameters } from '../../../shared/space/hyperparameters.js';
import type { Condition, Parameter, Value, Values } from '../../../shared/space/parameter.js';
import { identityOf, type Space } from '../../../shared/space/space.js';

/** Define-by-run code, as data. */
export type Statement =
  | { readonly do: 'declare'; readonly name: string; readonly values: readonly Value[] }
  | { readonly do: 'when'; readonly parent: string; readonly values: Value[]; readonly body: readonly Statement[] }
  | { readonly do: 'name'; readonly name: string; readonly body: readonly Statement[] };

/** @param absent gets the parents that were not declared when a scope came to depend on them. */
export function execute(program: readonly Statement[], hp: HyperParameters, absent = new Set<string>()): void {
  for (const statement of program) {
    if (statement.do === 'declare') hp.choice(statement.name, statement.values);
    else if (statement.do === 'name') hp.nameScope(statement.name, () => execute(statement.body, hp, absent));
    else {
      if (!hp.declared.some(({ name }) => name === statement.parent)) absent.add(statement.parent);
      hp.conditionalScope(statement.parent, statement.values, () => execute(statement.body, hp, absent));
    }
  }
}

/** Identities of all declarations in the order of the code, whether they can be reached or not. */
export function identitiesIn(program: readonly Statement[], path = '', when: readonly Condition[] = []): string[] {
  return program.flatMap((statement) => {
    if (statement.do === 'name') return identitiesIn(statement.body, `${path}${statement.name}/`, when);
    if (statement.do === 'when')
      return identitiesIn(statement.body, path, [...when, { parameter: statement.parent, in: statement.values }]);
    const name = `${path}${statement.name}`;
    return [identityOf({ kind: 'boolean', name, ...(when.length > 0 && { when: [...when] }) })];
  });
}

/** Everything the code can come to: its points and declarations, found by running it with every value of all it asks for. */
export function explore(
  program: readonly Statement[],
  space?: Space,
): { points: Values[]; declared: ReadonlyMap<string, Parameter>; looksAhead: boolean } {
  const points: Values[] = [];
  const declared = new Map<string, Parameter>();
  let looksAhead = false;
  const visit = (values: Values) => {
    const hp = new HyperParameters(values, space);
    const absent = new Set<string>();
    execute(program, hp, absent);
    looksAhead ||= hp.declared.some(({ name }) => absent.has(name));
    for (const parameter of hp.declared) declared.set(identityOf(parameter), parameter);
    const next = hp.declared.find(({ name }) => !Object.hasOwn(values, name));
    if (!next) points.push(hp.values);
    else for (const value of everyValue(next)) visit({ ...values, [next.name]: value });
  };
  visit({});
  return { points, declared, looksAhead };
}

interface Seed {
  readonly kind: 'declare' | 'when' | 'branch' | 'name';
  readonly pick: number;
  readonly count: number;
  readonly body: readonly Seed[];
  readonly other: readonly Seed[];
}

const seedsOf = (bodies: fc.Arbitrary<readonly Seed[]>, minLength: number): fc.Arbitrary<readonly Seed[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom<Seed['kind']>('declare', 'declare', 'when', 'branch', 'branch', 'name'),
      pick: fc.nat(),
      count: fc.integer({ min: 1, max: 3 }),
      body: bodies,
      other: bodies,
    }),
    { minLength, maxLength: 4 },
  );

const seeds = seedsOf(seedsOf(seedsOf(fc.constant([]), 0), 0), 3);

/** A choice that was declared earlier in the code, perhaps where it cannot be seen. */
interface Earlier {
  readonly path: string;
  readonly values: readonly Value[];
}

/** Writes a program: names are new, but the two branches of one parent use the same ones, with other values. */
class Writer {
  readonly #earlier: Earlier[] = [];
  #number = 0;

  write(list: readonly Seed[], path = ''): Statement[] {
    return list.flatMap((seed) => this.#statements(seed, path));
  }

  #statements(seed: Seed, path: string): Statement[] {
    if (this.#number > 6) return [];
    const parent = this.#earlier[seed.pick % Math.max(1, this.#earlier.length)];
    if (seed.kind === 'name') {
      const name = `s${this.#number++}`;
      return [{ do: 'name', name, body: this.write(seed.body, `${path}${name}/`) }];
    }
    if (seed.kind === 'declare' || !parent) return [this.#declare(path, seed)];
    const [first, ...others] = parent.values;
    if (seed.kind === 'when' || others.length === 0 || first === undefined) {
      const scope = {
        do: 'when',
        parent: parent.path,
        values: parent.values.slice(seed.pick % parent.values.length),
      } as const;
      const body = this.write(seed.body, path);
      return [{ ...scope, body }, this.#declare(path, seed), { ...scope, body: this.write(seed.other, path) }];
    }
    return this.#branches(parent.path, [first, others], seed, path);
  }

  #branches(parent: string, [first, others]: [Value, Value[]], { body, other }: Seed, path: string): Statement[] {
    const start = this.#number;
    const one = this.write(body, path);
    const end = this.#number;
    this.#number = start;
    const two = this.write(other, path);
    this.#number = Math.max(end, this.#number);
    return [
      { do: 'when', parent, values: others, body: one },
      { do: 'when', parent, values: [first], body: two },
    ];
  }

  #declare(path: string, { count, pick }: Seed): Statement {
    const name = `${path.replaceAll('/', '')}p${this.#number++}`;
    const values = ['a', 0, null, false, 1, ''].slice(pick % 4, (pick % 4) + count);
    this.#earlier.push({ path: `${path}${name}`, values });
    return { do: 'declare', name, values };
  }
}

/** Whether each scope waits for values that its parent can come to have, and stands behind its declaration. */
function isSound(program: readonly Statement[]): boolean {
  const { declared: reachable, looksAhead } = explore(program);
  const declared = [...reachable.values()];
  const sound = (statement: Statement): boolean => {
    if (statement.do === 'declare') return true;
    const parents = statement.do === 'when' ? declared.filter(({ name }) => name === statement.parent) : [];
    const values = statement.do === 'when' ? statement.values : [];
    return (
      statement.body.every(sound) && values.every((value) => parents.some((parameter) => contains(parameter, value)))
    );
  };
  return !looksAhead && program.every(sound);
}

/** Sound programs of nested scopes. No two declarations of a name are ever active at once. */
export const programs: fc.Arbitrary<readonly Statement[]> = seeds
  .map((list) => new Writer().write(list))
  .filter(isSound);
