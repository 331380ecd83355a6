import * as z from 'zod';

export const oracleOptionsSchema = z.strictObject({
  /** What suggests the hyperparameters of new trials. @default random; of `auto`, its own */
  sampler: z.enum(['random', 'tpe', 'bayesian']).optional(),
  /** Epochs of the lowest rung, at the least. @default 1 */
  minEpochs: z.number().int().min(1).optional(),
  /** Of so many trials at a rung one goes on to the next, which is so many times higher. @default 3 */
  factor: z.number().min(2).optional(),
  /** How `asha` halves: trials wait at a rung to be promoted, or train on unless they are stopped there. @default promotion */
  halving: z.enum(['promotion', 'stopping']).optional(),
  /** Brackets of `asha`; each begins one rung higher than the one before. @default 1 */
  brackets: z.number().int().min(1).optional(),
  /** Times that `hyperband` goes through its brackets. @default 1 */
  iterations: z.number().int().min(1).optional(),
  /** Trials of `pbt` at a time. @default 8 */
  population: z.number().int().min(2).optional(),
  /** Epochs between two looks of `pbt` at its population. @default a tenth of a whole training */
  interval: z.number().int().min(1).optional(),
  /** Hyperparameters that `pbt` may change while a trial trains. @default all of kind float */
  perturbed: z.array(z.string().min(1)).min(1).optional(),
});
/** What a study may choose of an oracle that spends epochs. Each takes those that are its own. */
export interface OracleOptions extends z.infer<typeof oracleOptionsSchema> {}
