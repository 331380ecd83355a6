import * as z from 'zod';
import type { CloudClient } from '../../shared/cloud/client.js';
import { checkScheduleName } from '../../shared/study/schedule.js';

const scheduleSchema = z.looseObject({
  schedule: z.string(),
  expression: z.string(),
  timeZone: z.string(),
  overlap: z.string(),
  tuning: z.string().nullable(),
  state: z.string(),
});
/** A schedule as the API describes it. */
export type ScheduleDocument = z.infer<typeof scheduleSchema>;

/** The schedules of a deployment. */
export class Schedules {
  readonly #client: CloudClient;

  constructor(client: CloudClient) {
    this.#client = client;
  }

  /** @throws ScheduleExists */
  create(body: object): Promise<ScheduleDocument> {
    return this.#client.json(scheduleSchema, { method: 'POST', path: '/schedules', body, isRepeatable: false });
  }

  async list(): Promise<ScheduleDocument[]> {
    const call = { method: 'GET', path: '/schedules', isRepeatable: true } as const;
    return (await this.#client.json(z.object({ schedules: z.array(scheduleSchema) }), call)).schedules;
  }

  /** @throws ScheduleNotFound */
  change(schedule: string, action: 'pause' | 'resume'): Promise<ScheduleDocument> {
    const path = `${pathOf(schedule)}/${action}`;
    return this.#client.json(scheduleSchema, { method: 'POST', path, isRepeatable: true });
  }

  /** @throws ScheduleNotFound */
  async delete(schedule: string): Promise<void> {
    await this.#client.delete(pathOf(schedule));
  }
}

/** @throws InvalidName */
function pathOf(schedule: string): string {
  checkScheduleName(schedule);
  return `/schedules/${schedule}`;
}
