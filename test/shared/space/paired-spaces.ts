import fc from 'fast-check';
import type { ModePair } from '../../../shared/space/mode-pairs.js';
import type { Condition, Parameter, Value } from '../../../shared/space/parameter.js';
import type { Space } from '../../../shared/space/space.js';
import { anyParameter } from './parameters.js';

/** A space that was declared with pairs of modes and values, and those pairs. */
export interface PairedSpace {
  readonly space: Space;
  readonly pairs: readonly Pick<ModePair, 'mode' | 'values'>[];
}

/** The modes of a pair: with a value of its own, with the value of the mode before it, or without a value. */
const modes = fc.uniqueArray(
  fc.record({ mode: fc.constantFrom<Value>('topn', 'thr', '', 'a,"b"|\n', 3, true, null), value: fc.nat(2) }),
  { selector: ({ mode }) => mode, minLength: 1, maxLength: 4 },
);

/** A pair in a scope of its own or in none, or one hyperparameter that is in no pair. */
const parts = fc.record({ modes: fc.option(modes), isInner: fc.boolean(), parameter: anyParameter });

export const pairedSpaces: fc.Arbitrary<PairedSpace> = fc
  .array(parts, { minLength: 1, maxLength: 4, size: 'max' })
  .map((list) => {
    const parameters: Parameter[] = [];
    const pairs: PairedSpace['pairs'][number][] = [];
    for (const [index, { modes: some, isInner, parameter }] of list.entries()) {
      const outer: Condition[] = isInner ? [{ parameter: `outer${index}`, in: [true] }] : [];
      const declare = (declared: Parameter, name: string, conditions: Condition[]) =>
        parameters.push({ ...declared, name, ...(conditions.length > 0 && { when: conditions }) });
      if (isInner) declare({ kind: 'boolean', name: '' }, `outer${index}`, []);
      if (!some) {
        declare(parameter, `plain${index}`, outer);
        continue;
      }
      const choice = `filter${index}_mode`;
      declare({ kind: 'choice', name: '', values: some.map(({ mode }) => mode) }, choice, outer);
      const values = valuesOf(some, `filter${index}`);
      for (const name of new Set(values.values())) {
        const own = [...values].filter(([, other]) => other === name).map(([mode]) => mode);
        declare(parameter, name, [...outer, { parameter: choice, in: own }]);
      }
      if (values.size > 0) pairs.push({ mode: choice, values });
    }
    return { space: { parameters }, pairs };
  });

function valuesOf(modes: readonly { mode: Value; value: number }[], prefix: string): Map<Value, string> {
  let last: string | undefined;
  return new Map(
    modes.flatMap(({ mode, value }, index): [Value, string][] => {
      if (value === 0 || (value === 1 && last === undefined)) return [];
      if (value === 2) last = `${prefix}_value${index}`;
      return [[mode, last as string]];
    }),
  );
}
