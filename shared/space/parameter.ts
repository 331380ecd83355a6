import * as z from 'zod';

/** What a hyperparameter can be: any JSON scalar. */
const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Value = z.infer<typeof valueSchema>;

/** The hyperparameters of a trial, active ones alone, by name. */
export const valuesSchema = z.record(z.string(), valueSchema);
export type Values = z.infer<typeof valuesSchema>;

/** A condition: the named parameter is active and has one of these values. */
const conditionSchema = z.strictObject({ parameter: z.string().min(1), in: z.array(valueSchema).min(1) });
export type Condition = z.infer<typeof conditionSchema>;

const samplingSchema = z.enum(['linear', 'log', 'reverse_log']);
export type Sampling = z.infer<typeof samplingSchema>;

const common = {
  name: z
    .string()
    .min(1)
    .max(200)
    .refine((name) => name !== '__proto__', 'is reserved'),
  /** All must hold for the parameter to be active; always active without it. */
  when: z.array(conditionSchema).min(1).optional(),
};

const numeric = { sampling: samplingSchema.default('linear') };
const whole = z.number().int();
const real = z.number();

const floatSchema = z.strictObject({
  ...common,
  kind: z.literal('float'),
  min: real,
  max: real,
  ...numeric,
  step: real.optional(),
  default: real.optional(),
});
const intSchema = z.strictObject({
  ...common,
  kind: z.literal('int'),
  min: whole,
  max: whole,
  ...numeric,
  step: whole.optional(),
  default: whole.optional(),
});
const choiceSchema = z.strictObject({
  ...common,
  kind: z.literal('choice'),
  values: z.array(valueSchema).min(1),
  default: valueSchema.optional(),
});
const booleanSchema = z.strictObject({ ...common, kind: z.literal('boolean'), default: z.boolean().optional() });
const fixedSchema = z.strictObject({ ...common, kind: z.literal('fixed'), value: valueSchema });

/**
 * One hyperparameter of a search space, in the JSON form that files, the API and the ask-tell protocol share. Bounds are
 * inclusive. `step` adds for linear sampling and multiplies for `log` and `reverse_log` (as in Keras Tuner).
 */
export const parameterShape = z.discriminatedUnion('kind', [
  floatSchema,
  intSchema,
  choiceSchema,
  booleanSchema,
  fixedSchema,
]);
export type Parameter = z.infer<typeof parameterShape>;
export type FloatParameter = z.infer<typeof floatSchema>;
export type IntParameter = z.infer<typeof intSchema>;

/** The range of a `float` or `int`: bounds are inclusive; `step` adds (linear) or multiplies (the logarithmic samplings). */
export interface RangeOptions {
  min: number;
  max: number;
  step?: number;
  /** @default 'linear' */
  sampling?: Sampling;
  /** @default min */
  default?: number;
}
