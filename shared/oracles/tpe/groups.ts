import type { Condition, Parameter } from '../../space/parameter.js';
import { parentsFirst, type Space } from '../../space/space.js';
import type { Dimension } from '../encoding.js';

/**
 * The dimensions that are active at the same points, by their indices: those declared under the same conditions. A name
 * that is declared several times counts where no earlier declaration of it does, so the conditions of those stand too.
 */
export function groupsOf(space: Space, dimensions: readonly Dimension[]): ReadonlyMap<number, Dimension>[] {
  const conditions = new Map<string, Condition[][]>();
  const keys = new Map<Parameter, string>();
  for (const parameter of parentsFirst(space)) {
    const { name, when = [] } = parameter;
    const earlier = conditions.get(name) ?? [];
    keys.set(parameter, JSON.stringify([when, earlier]));
    conditions.set(name, [...earlier, when]);
  }
  const groups = new Map<string, Map<number, Dimension>>();
  for (const [index, dimension] of dimensions.entries()) {
    const key = keys.get(dimension.parameter) as string;
    groups.set(key, (groups.get(key) ?? new Map()).set(index, dimension));
  }
  return [...groups.values()];
}
