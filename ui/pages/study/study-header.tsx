import { nameOf } from '../../api/objective.js';
import { post } from '../../api/request.js';
import { source } from '../../api/source.js';
import type { StudyDetail } from '../../api/study-feed.js';
import { formatDollars, formatNumber, formatSeconds, formatSpent } from '../../format.js';
import { ConfirmedButton } from '../../parts/confirmed-button.js';
import { Facts } from '../../parts/facts.js';
import { Status } from '../../parts/status.js';
import { trialLink } from '../../routing.js';

/** What a study is and how far it is, with what can be done about it. @param onChange when something was done */
export function StudyHeader({ detail, onChange }: { detail: StudyDetail; onChange: () => void }) {
  return (
    <>
      <div class="headline">
        <h1>{detail.study}</h1>
        <Status status={detail.status} />
        {source().isLive && <Action detail={detail} onChange={onChange} />}
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

function BestTrial({ study, best }: { study: string; best: { number: number; score: number | null } }) {
  return (
    <>
      {best.score === null ? '' : formatNumber(best.score)}{' '}
      <a href={trialLink(study, best.number)}>trial {best.number}</a>
    </>
  );
}

function Action({ detail, onChange }: { detail: StudyDetail; onChange: () => void }) {
  const { study, status } = detail;
  const isRecorded = 'created' in detail;
  const ask = async (action: 'stop' | 'resume') => {
    await post(`/studies/${study}/${action}`, {});
    onChange();
  };
  if (status === 'running') {
    const question = `Stop ${study}? Models pause at the end of their epoch, evaluations finish.`;
    return <ConfirmedButton name="Stop" question={question} onConfirm={() => ask('stop')} />;
  }
  if (!isRecorded) return null;
  const question = `Resume ${study}, with what is left of its budget?`;
  return <ConfirmedButton name="Resume" question={question} onConfirm={() => ask('resume')} />;
}
