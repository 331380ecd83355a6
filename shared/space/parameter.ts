import * as z from 'zod';

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/**
 * What a hyperparameter can be: any JSON scalar; numbers are finite.
 *
 * @useDeclaredType
 */
export type Value = z.infer<typeof valueSchema>;

export const valuesSchema = z.record(z.string(), valueSchema);
/** The hyperparameters of a trial, active ones alone, by name. */
export interface Values extends z.infer<typeof valuesSchema> {}

const conditionSchema = z.strictObject({
  /** The name of the hyperparameter that is waited for. */
  parameter: z.string().min(1),
  /** The values, one at least, of which it must have one. */
  in: z.array(valueSchema).min(1),
});
/** A condition: the named hyperparameter is active and has one of these values. */
export interface Condition extends z.infer<typeof conditionSchema> {}

const samplingSchema = z.enum(['linear', 'log', 'reverse_log']);
/**
 * The scale on which a range is even (as in Keras Tuner): `linear`; `log`, where as many values lie between 1 and 10 as between
 * 10 and 100; `reverse_log`, its mirror, densest at the maximum.
 *
 * @useDeclaredType
 */
export type Sampling = z.infer<typeof samplingSchema>;

const common = {
  /** Its name, of 1 to 200 characters; name scopes stand before it, ended by a slash each. */
  name: z
    .string()
    .min(1)
    .max(200)
    .refine((name) => name !== '__proto__', 'is reserved'),
  /** All must hold for the parameter to be active; always active without it. */
  when: z.array(conditionSchema).min(1).optional(),
};

const numeric = {
  /** The scale on which the range is searched; the logarithmic ones need `min` above 0. */
  sampling: samplingSchema.default('linear'),
};
const whole = z.number().int();
const real = z.number();

const floatSchema = z.strictObject({
  ...common,
  /** That it is a real number. */
  kind: z.literal('float'),
  /** The smallest value, included; of `reverse_log` with a step, if steps lead there. */
  min: real,
  /** The greatest value, at least `min`, included; of other samplings with a step, if steps lead there. */
  max: real,
  ...numeric,
  /**
   * What leads from a value to the next: added (linear; above 0) or multiplied (logarithmic; above 1).
   *
   * @default any value of the range
   */
  step: real.optional(),
  /** The value when nobody chooses: one of its values. @default the smallest */
  default: real.optional(),
});
const intSchema = z.strictObject({
  ...common,
  /** That it is a whole number. */
  kind: z.literal('int'),
  /** The smallest value, included; of `reverse_log` with a step, if steps lead there. */
  min: whole,
  /** The greatest value, at least `min`, included; of other samplings with a step, if steps lead there. */
  max: whole,
  ...numeric,
  /**
   * What leads from a value to the next: added (linear; from 1) or multiplied (logarithmic; from 2).
   *
   * @default every whole number
   */
  step: whole.optional(),
  /** The value when nobody chooses: one of its values. @default the smallest */
  default: whole.optional(),
});
const choiceSchema = z.strictObject({
  ...common,
  /** That it is one of a list. */
  kind: z.literal('choice'),
  /** The list: different values, one at least. */
  values: z.array(valueSchema).min(1),
  /** The value when nobody chooses: one of `values`. @default the first */
  default: valueSchema.optional(),
});
const booleanSchema = z.strictObject({
  ...common,
  /** That it is true or false. */
  kind: z.literal('boolean'),
  /** The value when nobody chooses. @default false */
  default: z.boolean().optional(),
});
const fixedSchema = z.strictObject({
  ...common,
  /** That it has one value. */
  kind: z.literal('fixed'),
  /** The value. */
  value: valueSchema,
});

export const parameterShape = z.discriminatedUnion('kind', [
  floatSchema,
  intSchema,
  choiceSchema,
  booleanSchema,
  fixedSchema,
]);
/** A real number of a range. */
export interface FloatParameter extends z.infer<typeof floatSchema> {}
/** A whole number of a range. */
export interface IntParameter extends z.infer<typeof intSchema> {}
/** One of a list of values, which have no order. */
export interface ChoiceParameter extends z.infer<typeof choiceSchema> {}
/** True or false. */
export interface BooleanParameter extends z.infer<typeof booleanSchema> {}
/** A value that is recorded with the others, and never searched. */
export interface FixedParameter extends z.infer<typeof fixedSchema> {}
/**
 * One hyperparameter of a search space, in the JSON form that files, the API and the ask-tell protocol share. Bounds are
 * inclusive. `step` adds for linear sampling and multiplies for `log` and `reverse_log` (as in Keras Tuner).
 */
export type Parameter = FloatParameter | IntParameter | ChoiceParameter | BooleanParameter | FixedParameter;

/** The range of a `float` or `int`: bounds are inclusive; `step` adds (linear) or multiplies (the logarithmic samplings). */
export interface RangeOptions {
  /** The smallest value; above 0 for the logarithmic samplings. Whole for an `int`, as are `max`, `step` and `default`. */
  min: number;
  /** The greatest value, at least `min`. Steps begin at `min` and may not reach it; those of `reverse_log` begin here. */
  max: number;
  /** Above 0 where it adds, above 1 where it multiplies. @default any value of the range; every whole number for an `int` */
  step?: number;
  /** The scale on which the range is searched. @default 'linear' */
  sampling?: Sampling;
  /** The value when nobody chooses: one that the range has. @default the smallest */
  default?: number;
}
