import { formatTime } from '../../format.js';
import { ConfirmedButton } from '../../parts/confirmed-button.js';
import { Status } from '../../parts/status.js';
import { studyLink } from '../../routing.js';
import type { ShownSchedule } from './read-schedules.js';

interface SchedulesTableProps {
  readonly schedules: readonly ShownSchedule[];
  readonly onChange: (schedule: string, action: 'pause' | 'resume') => Promise<void>;
  readonly onDelete: (schedule: string) => Promise<void>;
}

/** Schedules, and what can be done about each. */
export function SchedulesTable({ schedules, onChange, onDelete }: SchedulesTableProps) {
  if (schedules.length === 0) return <p>There are no schedules.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="scroll" tabIndex={0} aria-label="Schedules">
      <table class="plain">
        <caption>{schedules.length === 1 ? '1 schedule' : `${schedules.length} schedules`}</caption>
        <thead>
          <tr>
            {['schedule', 'state', 'when', 'time zone', 'overlap', 'tuning', 'last study', 'actions'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {schedules.map((each) => (
            <tr key={each.schedule}>
              <th scope="row">{each.schedule}</th>
              <td>{each.state}</td>
              <td>{each.expression}</td>
              <td>{each.timeZone}</td>
              <td>{each.overlap}</td>
              <td>{each.tuning ?? 'gone'}</td>
              <td>{each.last && <LastStudy last={each.last} />}</td>
              <td class="actions">
                <StateButton schedule={each} onChange={onChange} />
                <ConfirmedButton
                  name="Delete"
                  subject={each.schedule}
                  question={`Delete the schedule ${each.schedule}? The studies that it started stay.`}
                  onConfirm={() => onDelete(each.schedule)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LastStudy({ last: { study, status, created } }: { last: NonNullable<ShownSchedule['last']> }) {
  return (
    <>
      <a href={studyLink(study)}>{study}</a> <Status status={status} /> {formatTime(created)}
    </>
  );
}

function StateButton({
  schedule: { schedule, state },
  onChange,
}: {
  schedule: ShownSchedule;
  onChange: SchedulesTableProps['onChange'];
}) {
  const [name, action, what] =
    state === 'enabled'
      ? (['Pause', 'pause', 'Nothing is due until it is resumed.'] as const)
      : (['Resume', 'resume', 'It starts studies again when they are due.'] as const);
  const question = `${name} the schedule ${schedule}? ${what}`;
  return (
    <ConfirmedButton name={name} subject={schedule} question={question} onConfirm={() => onChange(schedule, action)} />
  );
}
