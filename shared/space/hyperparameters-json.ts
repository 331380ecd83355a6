import * as z from 'zod';
import { StepladderError } from '../errors.js';
import { type Values, valuesSchema } from './parameter.js';
import { chooseValues, parseJoinedSpace, type Space } from './space.js';
import { checkedValue } from './values.js';

/** `HyperParameters` as JSON: a search space, and values of it. */
export interface HyperParametersJson {
  /** The search space, in the order of its declarations. */
  readonly space: Space;
  /** Values of the hyperparameters that are active. */
  readonly values: Values;
}

const jsonSchema = z.strictObject({ space: z.unknown(), values: valuesSchema });

/** @throws InvalidSpace, or InvalidHyperparameter for a value that its hyperparameter cannot have. */
export function parseHyperParameters(json: unknown): HyperParametersJson {
  const parsed = jsonSchema.safeParse(json);
  if (!parsed.success) {
    throw new StepladderError('InvalidSpace', `This is no space with values: ${z.prettifyError(parsed.error)}`);
  }
  const { values } = parsed.data;
  const space = parseJoinedSpace(parsed.data.space);
  chooseValues(space, (parameter) => checkedValue(parameter, values));
  return { space, values };
}
