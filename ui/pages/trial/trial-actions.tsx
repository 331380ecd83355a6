import { useState } from 'preact/hooks';
import type { TrialDocument } from '../../../shared/study/document.js';
import { post } from '../../api/request.js';
import { ConfirmedButton } from '../../parts/confirmed-button.js';
import { enqueueLink, likeLink, nearLink } from '../../routing.js';

/** What can be done with a trial's hyperparameters. */
export function TrialActions({ study, trial: { number, hyperparameters } }: { study: string; trial: TrialDocument }) {
  const [waiting, setWaiting] = useState(0);
  const again = async () => {
    const body = { points: [hyperparameters], again: true };
    setWaiting((await post<{ waiting: unknown[] }>(`/studies/${study}/enqueue`, body)).waiting.length);
  };
  return (
    <>
      <ConfirmedButton
        name="Run again"
        question={`Enqueue the hyperparameters of trial ${number} once more, as a new trial?`}
        onConfirm={again}
      />
      <a href={nearLink(study, number)}>Suggest near this</a>
      <a href={likeLink(study, number)}>Change and enqueue</a>
      <span role="status">
        {waiting > 0 && (
          <>
            Enqueued: <a href={enqueueLink(study)}>{waiting} waiting</a>
          </>
        )}
      </span>
    </>
  );
}
