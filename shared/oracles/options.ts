import * as z from 'zod';

export const oracleOptionsSchema = z.strictObject({
  /** What suggests the hyperparameters of new trials. @default random; of `auto`, its own */
  sampler: z
    .enum(['random', 'tpe', 'bayesian'])
    .optional()
    .describe('What suggests the hyperparameters of new trials. Default: random; of `auto`, its own.'),
  /** Epochs of the lowest rung, at the least. @default 1 */
  minEpochs: z.number().int().min(1).optional().describe('Epochs of the lowest rung, at the least. Default: 1.'),
  /** Of so many trials at a rung one goes on to the next, which is so many times higher. @default 3 */
  factor: z
    .number()
    .min(2)
    .optional()
    .describe('Of so many trials at a rung one goes on to the next, which is so many times higher. Default: 3.'),
  /** How `asha` halves: trials wait at a rung to be promoted, or train on unless they are stopped there. @default promotion */
  halving: z
    .enum(['promotion', 'stopping'])
    .optional()
    .describe(
      'How `asha` halves: trials wait at a rung to be promoted, or train on unless they are stopped there. Default: promotion.',
    ),
  /** Brackets of `asha`; each begins one rung higher than the one before. @default 1 */
  brackets: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Brackets of `asha`; each begins one rung higher than the one before. Default: 1.'),
  /** Times that `hyperband` goes through its brackets. @default 1 */
  iterations: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Times that `hyperband` goes through its brackets. Default: 1.'),
  /** Trials of `pbt` at a time. @default 8 */
  population: z.number().int().min(2).optional().describe('Trials of `pbt` at a time. Default: 8.'),
  /** Epochs between two looks of `pbt` at its population. @default a tenth of a whole training */
  interval: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Epochs between two looks of `pbt` at its population. Default: a tenth of a whole training.'),
  /** Hyperparameters that `pbt` may change while a trial trains. @default all of kind float */
  perturbed: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Hyperparameters that `pbt` may change while a trial trains. Default: all of kind float.'),
});
/** What a study may choose of an oracle that spends epochs. Each takes those that are its own. */
export interface OracleOptions extends z.infer<typeof oracleOptionsSchema> {}
