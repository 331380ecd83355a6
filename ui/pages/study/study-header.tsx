import type { StudySummary } from '../../../shared/study/document.js';
import { nameOf } from '../../api/objective.js';
import { post, remove } from '../../api/request.js';
import { source } from '../../api/source.js';
import type { StudyDetail } from '../../api/study-feed.js';
import { formatDollars, formatNumber, formatSeconds, formatSpent } from '../../format.js';
import { ConfirmedButton } from '../../parts/confirmed-button.js';
import { Facts } from '../../parts/facts.js';
import { Status } from '../../parts/status.js';
import { StopButton } from '../../parts/stop-button.js';
import { enqueueLink, resumeLink, studiesLink, trialLink } from '../../routing.js';

/** What a study is and how far it is, with what can be done about it. @param onChange when something was done */
export function StudyHeader({ detail, onChange }: { detail: StudyDetail; onChange: () => void }) {
  return (
    <>
      <div class="headline">
        <h1>{detail.study}</h1>
        <Status status={detail.status} />
        {source().isLive && <Actions detail={detail} onChange={onChange} />}
      </div>
      {detail.reason && <p>{detail.reason}</p>}
      {'pending' in detail && detail.pending && (
        <p>
          The next run: {detail.pending.status}. {detail.pending.reason}
        </p>
      )}
      {'spent' in detail && <Facts facts={factsOf(detail)} />}
    </>
  );
}

function factsOf(detail: Extract<StudyDetail, { spent: unknown }>) {
  const { study, objective, best, front, spent, budget, tuning, oracle, slots, run, tags } = detail;
  return [
    ['best', best ? <BestTrial study={study} best={best} /> : front ? `a front of ${front.length} trials` : 'none yet'],
    ['objective', nameOf(objective)],
    ['spent', formatSpent(detail)],
    ['enqueued', waitingText(detail)],
    ['target', budget.target === undefined ? undefined : formatNumber(budget.target)],
    ['patience', budget.patience === undefined ? undefined : `${budget.patience} trials`],
    ['epochs', spent.epochs],
    ['time', formatSeconds(spent.seconds)],
    ['dollars', formatDollars(spent.dollars)],
    ['tuning', tuning],
    ['tags', tags?.join(', ')],
    ['oracle', oracle],
    ['slots', slots],
    ['run', run],
  ] as const;
}

/** Undefined where nothing waits. */
function waitingText({ waiting, status }: StudySummary): string | undefined {
  if (waiting === 0) return undefined;
  return `${waiting} waiting for the ${status === 'running' ? 'next trials' : 'next run'}`;
}

function BestTrial({ study, best }: { study: string; best: { number: number; score: number | null } }) {
  return (
    <>
      {best.score === null ? '' : formatNumber(best.score)}{' '}
      <a href={trialLink(study, best.number)}>trial {best.number}</a>
    </>
  );
}

function Actions({ detail, onChange }: { detail: StudyDetail; onChange: () => void }) {
  const { study, status } = detail;
  const isRecorded = 'created' in detail;
  const isRunning = status === 'running';
  const resume = async () => {
    await post(`/studies/${study}/resume`, {});
    onChange();
  };
  const drop = async () => {
    await remove(`/studies/${study}`);
    location.hash = studiesLink;
  };
  if (!isRecorded) return null;
  return (
    <>
      {isRunning ? (
        <StopButton study={study} onStopped={onChange} />
      ) : (
        <ConfirmedButton
          name="Resume"
          question={`Resume ${study}, with what is left of its budget?`}
          onConfirm={resume}
        />
      )}
      <a href={resumeLink(study)}>Add budget</a>
      <a href={enqueueLink(study)}>Enqueue a configuration</a>
      {!isRunning && (
        <ConfirmedButton
          name="Delete"
          question={`Delete ${study}, its trials and their checkpoints, for good?`}
          typed={study}
          onConfirm={drop}
        />
      )}
    </>
  );
}
