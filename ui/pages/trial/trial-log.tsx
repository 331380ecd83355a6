import { useEffect, useState } from 'preact/hooks';
import type { TrialWithHistory } from '../../../shared/study/document.js';
import type { LegLog } from '../../../shared/study/leg-logs.js';
import { get, Refusal } from '../../api/request.js';

/** What was printed while the legs of a trial trained: it comes with the end of a leg, and is read only then. */
export function TrialLog({ study, trial: { number, history } }: { study: string; trial: TrialWithHistory }) {
  const [logs, setLogs] = useState<readonly LegLog[]>([]);
  const ended = history.filter(({ status }) => status !== 'running').length;
  useEffect(() => {
    let isOver = false;
    const read = async () => {
      const { legs } = await get<{ readonly legs: readonly LegLog[] }>(`/studies/${study}/trials/${number}/log`);
      if (!isOver) setLogs(legs);
    };
    if (ended > 0) {
      read().catch((error: unknown) => {
        // Why it fails, the page itself says, which asks the same server.
        if (!(error instanceof Refusal)) throw error;
      });
    }
    return () => {
      isOver = true;
    };
  }, [study, number, ended]);
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
