import type { Schedules } from '../../shared/api/ports.js';
import { StepladderError } from '../../shared/errors.js';

/** The schedules of what is no deployment. */
export const noSchedules: Schedules = {
  create: refuse,
  list: async () => [],
  setState: refuse,
  remove: refuse,
};

async function refuse(): Promise<never> {
  throw new StepladderError('InvalidRequest', 'Only a deployment has schedules: give --cloud');
}
