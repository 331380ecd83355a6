import type { TrialWithHistory } from '../../../shared/study/document.js';
import { formatDollars, formatSeconds } from '../../format.js';
import { PlainTable } from '../../parts/plain-table.js';
import { Status } from '../../parts/status.js';

const header = ['leg', 'status', 'epochs', 'slot', 'time', 'dollars', 'failure'];

/** The stretches in which a trial was trained. */
export function LegsTable({ legs }: { legs: TrialWithHistory['history'] }) {
  const rows = legs.map(({ leg, status, fromEpoch, toEpoch, slot, seconds, dollars, failure }) => [
    leg,
    <Status key="status" status={status} />,
    `${fromEpoch} to ${toEpoch}`,
    slot,
    formatSeconds(seconds),
    dollars === undefined ? '–' : formatDollars(dollars),
    failure && `${failure.code}: ${failure.message}`,
  ]);
  return <PlainTable caption="Legs" header={header} rows={rows} />;
}
