import { useCallback } from 'preact/hooks';
import type { TrialWithHistory } from '../../../shared/study/document.js';
import { get } from '../../api/request.js';
import { source } from '../../api/source.js';
import { usePolling } from '../../api/use-polling.js';
import { formatNumber, formatSeconds } from '../../format.js';
import { Facts } from '../../parts/facts.js';
import { FailureText } from '../../parts/failure-text.js';
import { Notice } from '../../parts/notice.js';
import { Status } from '../../parts/status.js';
import { LegsTable } from './legs-table.js';
import { PairsTable } from './pairs-table.js';
import { TrialActions } from './trial-actions.js';
import { TrialCurves } from './trial-curves.js';
import { TrialLog } from './trial-log.js';
import { TrialPlace } from './trial-place.js';

/** Milliseconds between two looks at a trial that may change, and at any other. */
const intervals = { open: 2000, ended: 15_000 };

/** A trial with all its legs. */
export function TrialPage({ study, trial: number }: { study: string; trial: number }) {
  const read = useCallback(() => get<TrialWithHistory>(`/studies/${study}/trials/${number}`), [study, number]);
  const { value: trial, refusal } = usePolling(read, pauseFor);
  if (!trial) return refusal ? <Notice refusal={refusal} /> : <p role="status">Reading trial {number} …</p>;
  const { status, score, epochs, seconds, hyperparameters, metrics, history, failure } = trial;
  return (
    <>
      <div class="headline">
        <h1>Trial {number}</h1>
        <Status status={status} />
        {source().isLive && <TrialActions study={study} trial={trial} />}
      </div>
      <Notice refusal={refusal} />
      <Facts
        facts={[
          ['score', score === null ? 'none' : formatNumber(score)],
          ['epochs', epochs],
          ['time', formatSeconds(seconds)],
          ['legs', history.length],
        ]}
      />
      <TrialPlace study={study} trial={trial} />
      {failure && <FailureText failure={failure} />}
      <div class="columns">
        <PairsTable caption="Hyperparameters" pairs={Object.entries(hyperparameters)} />
        <PairsTable caption="Metrics at the best epoch" pairs={Object.entries(metrics)} />
      </div>
      <TrialCurves trial={trial} />
      <LegsTable legs={history} />
      <TrialLog study={study} trial={trial} />
    </>
  );
}

function pauseFor(trial: TrialWithHistory | undefined): number {
  return trial?.status === 'completed' || trial?.status === 'failed' ? intervals.ended : intervals.open;
}
