import { post, remove } from '../../api/request.js';
import { usePolling } from '../../api/use-polling.js';
import { useReading } from '../../api/use-reading.js';
import { offeredSchema } from '../../forms/offered-schema.js';
import { SchemaForm } from '../../forms/schema-form.js';
import { Notice } from '../../parts/notice.js';
import { readSchedules } from './read-schedules.js';
import { SchedulesTable } from './schedules-table.js';

/** Milliseconds between two looks. */
const interval = 10_000;

/** The settings that stand first. */
const first = ['schedule', 'tuning', 'expression', 'timeZone', 'overlap', 'budget'];

const readSchema = () => offeredSchema('CreateSchedule');

/** The schedules of a deployment, and a form for another one. */
export function SchedulesPage() {
  const { value: schedules, refusal, readNow } = usePolling(readSchedules, () => interval);
  const { value, refusal: noSchema } = useReading(readSchema);
  const isDeployment = value?.offer.tunings.some((tuning) => tuning.package !== undefined);
  const create = async (document: object) => {
    await post('/schedules', document);
    readNow();
  };
  const change = async (schedule: string, action: 'pause' | 'resume') => {
    await post(`/schedules/${schedule}/${action}`, {});
    readNow();
  };
  const drop = async (schedule: string) => {
    await remove(`/schedules/${schedule}`);
    readNow();
  };
  return (
    <>
      <h1>Schedules</h1>
      <Notice refusal={refusal ?? noSchema} />
      {schedules && <SchedulesTable schedules={schedules} onChange={change} onDelete={drop} />}
      {isDeployment === false && (
        <p>
          Only a deployment starts studies by the clock: serve its page by <code>stepladder ui --cloud URL</code>.
        </p>
      )}
      {value && isDeployment && (
        <>
          <h2>Another schedule</h2>
          <SchemaForm key={schedules?.length} schema={value.schema} first={first} action="Create" onSubmit={create} />
        </>
      )}
    </>
  );
}
