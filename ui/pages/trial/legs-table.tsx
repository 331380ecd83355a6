import type { TrialWithHistory } from '../../../shared/study/document.js';
import { formatDollars, formatSeconds } from '../../format.js';
import { Status } from '../../parts/status.js';

/** The stretches in which a trial was trained. */
export function LegsTable({ legs }: { legs: TrialWithHistory['history'] }) {
  return (
    <div class="scroll">
      <table class="plain">
        <caption>Legs</caption>
        <thead>
          <tr>
            {['leg', 'status', 'epochs', 'slot', 'time', 'dollars', 'failure'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {legs.map(({ leg, status, fromEpoch, toEpoch, slot, seconds, dollars, failure }) => (
            <tr key={leg}>
              <td>{leg}</td>
              <td>
                <Status status={status} />
              </td>
              <td>
                {fromEpoch} to {toEpoch}
              </td>
              <td>{slot}</td>
              <td>{formatSeconds(seconds)}</td>
              <td>{dollars === undefined ? '–' : formatDollars(dollars)}</td>
              <td>{failure && `${failure.code}: ${failure.message}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
