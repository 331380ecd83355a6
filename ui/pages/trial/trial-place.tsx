import type { TrialWithHistory } from '../../../shared/study/document.js';
import { formatBytes } from '../../format.js';
import { Facts } from '../../parts/facts.js';
import { trialLink } from '../../routing.js';

interface TrialPlaceProps {
  readonly study: string;
  readonly trial: TrialWithHistory;
}

/** Where a trial stands among the others of its study, with links to its neighbours, and its checkpoint. */
export function TrialPlace({ study, trial }: TrialPlaceProps) {
  const { ranking, parent, replaces, replacedBy, children = [], executions, seed } = trial;
  const link = (number: number | undefined) => number !== undefined && <TrialLink study={study} number={number} />;
  return (
    <>
      {ranking && (
        <nav class="headline" aria-label="Leaderboard">
          {ranking.before !== undefined && (
            <a href={trialLink(study, ranking.before)}>← better: trial {ranking.before}</a>
          )}
          <span>
            place {ranking.place} of {ranking.of}
          </span>
          {ranking.after !== undefined && <a href={trialLink(study, ranking.after)}>worse: trial {ranking.after} →</a>}
        </nav>
      )}
      <Facts
        facts={[
          ['began from', link(parent) || undefined],
          ['took the place of', link(replaces) || undefined],
          ['its place was taken by', link(replacedBy) || undefined],
          [
            'trials that began from it',
            children.length > 0 ? <TrialLinks study={study} numbers={children} /> : undefined,
          ],
          ['executions', executions],
          ['seed of the study', seed],
          ['checkpoint', trial.checkpoint && <CheckpointLink study={study} trial={trial} />],
        ]}
      />
    </>
  );
}

function TrialLink({ study, number }: { study: string; number: number }) {
  return <a href={trialLink(study, number)}>trial {number}</a>;
}

function TrialLinks({ study, numbers }: { study: string; numbers: readonly number[] }) {
  return (
    <span class="links">
      {numbers.map((number) => (
        <TrialLink key={number} study={study} number={number} />
      ))}
    </span>
  );
}

/** A checkpoint that no trial will go on from is deleted after a while, and the API then says so. */
function CheckpointLink({ study, trial: { number, checkpoint } }: TrialPlaceProps) {
  const { epoch = 0, bytes } = checkpoint ?? {};
  return (
    <>
      after epoch {epoch}
      {bytes !== undefined && `, ${formatBytes(bytes)}`}{' '}
      <a href={`api/studies/${study}/trials/${number}/checkpoint`} download={`${study}-trial-${number}.checkpoint`}>
        download
      </a>
    </>
  );
}
