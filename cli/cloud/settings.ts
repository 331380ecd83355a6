import { defined } from '../../shared/defined.js';
import { StepladderError } from '../../shared/errors.js';
import { type BudgetFlags, budgetOf, type DefinitionFlags, definitionOf } from '../options.js';

/**
 * What the API is told of a study to start: the tuning, and what overrides its own settings.
 *
 * @throws InvalidRequest if something was given that a deployment settles.
 */
export function chosenOf(tuning: string, flags: DefinitionFlags & BudgetFlags): object {
  if (flags.timeout !== undefined) {
    throw new StepladderError(
      'InvalidRequest',
      "--timeout is for this machine: a deployment's functions have their own",
    );
  }
  return { tuning, ...definitionOf(flags), budget: budgetOf(flags), ...defined({ slots: flags.slots }) };
}
