import { useCallback } from 'preact/hooks';
import type { TrialWithHistory } from '../../../shared/study/document.js';
import type { LegLog } from '../../../shared/study/leg-logs.js';
import { get } from '../../api/request.js';
import { useReading } from '../../api/use-reading.js';

/** What was printed while the legs of a trial trained: it comes with the end of a leg, and is read anew only then. */
export function TrialLog({ study, trial: { number, history } }: { study: string; trial: TrialWithHistory }) {
  const ended = history.filter(({ status }) => status !== 'running').length;
  const read = useCallback(
    () => get<{ readonly legs: readonly LegLog[] }>(`/studies/${study}/trials/${number}/log`),
    [study, number],
  );
  // Why it fails, the page itself says, which asks the same server.
  const logs = useReading(read, ended).value?.legs ?? [];
  if (logs.length === 0) return null;
  return (
    <>
      <h2>Printed</h2>
      {logs.map(({ leg, log }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section key={leg} class="stack" tabIndex={0} aria-label={`Printed in leg ${leg}`}>
          <h3>Leg {leg}</h3>
          <pre>{log}</pre>
        </section>
      ))}
    </>
  );
}
