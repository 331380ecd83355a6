import type { StudySummary } from '../../../shared/study/document.js';
import { get, pages } from '../../api/request.js';

/** A schedule as the API lists it, and the newest study that it started. */
export interface ShownSchedule {
  readonly schedule: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly overlap: string;
  readonly state: 'enabled' | 'paused';
  /** null where the deployment has it no longer. */
  readonly tuning: string | null;
  readonly last?: StudySummary | undefined;
}

/** @throws Refusal */
export async function readSchedules(): Promise<ShownSchedule[]> {
  const { schedules } = await get<{ schedules: ShownSchedule[] }>('/schedules');
  if (schedules.length === 0) return [];
  const newest = new Map<string, StudySummary>();
  for await (const { studies } of pages<{ studies: StudySummary[]; next?: string }>('/studies', { limit: 100 })) {
    for (const study of studies) {
      const { schedule = '', created } = study;
      if (created > (newest.get(schedule)?.created ?? 0)) newest.set(schedule, study);
    }
  }
  return schedules.map((each) => ({ ...each, last: newest.get(each.schedule) }));
}
