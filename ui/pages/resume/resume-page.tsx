import { useCallback } from 'preact/hooks';
import { get, post } from '../../api/request.js';
import type { StudyDetail } from '../../api/study-feed.js';
import { intervalOf, usePolling } from '../../api/use-polling.js';
import { useReading } from '../../api/use-reading.js';
import { formatDollars, formatSeconds } from '../../format.js';
import { textsOf } from '../../forms/form-document.js';
import { schemaNamed } from '../../forms/json-schema.js';
import { SchemaForm } from '../../forms/schema-form.js';
import { Facts } from '../../parts/facts.js';
import { Notice } from '../../parts/notice.js';
import { StopButton } from '../../parts/stop-button.js';
import { studyLink } from '../../routing.js';

const readSchema = () => schemaNamed('ResumeStudy');

/** A form that goes on with a study, with other limits. */
export function ResumePage({ study }: { study: string }) {
  const read = useCallback(() => get<StudyDetail>(`/studies/${study}`), [study]);
  const { value: detail, refusal, readNow } = usePolling(read, (known) => intervalOf(known?.status === 'running'));
  const { value: schema, refusal: noSchema } = useReading(readSchema);
  if (!detail || !schema) {
    const why = refusal ?? noSchema;
    return why ? <Notice refusal={why} /> : <p role="status">Reading {study} …</p>;
  }
  if (!('spent' in detail)) return <p>{study} has no budget to add to: nothing of it is recorded.</p>;
  const { spent, budget, slots, status } = detail;
  const resume = async (document: object) => {
    await post(`/studies/${study}/resume`, document);
    location.hash = studyLink(study);
  };
  return (
    <>
      <h1>Budget of {study}</h1>
      <Facts
        facts={[
          ['trials', spentOf(spent.trials, budget.trials)],
          ['epochs', spentOf(spent.epochs, budget.epochs)],
          ['time', spentOf(spent.seconds, budget.seconds, formatSeconds)],
          ['dollars', spentOf(spent.dollars, budget.dollars, formatDollars)],
        ]}
      />
      {status === 'running' ? (
        <>
          <p>
            The limits of a run stand from its start. To give {study} others, stop it: models pause at the end of their
            epoch, and the next run goes on with them.
          </p>
          <StopButton study={study} onStopped={readNow} />
        </>
      ) : (
        <>
          <p>Limits count over all runs. An empty field leaves the last limit as it is.</p>
          <SchemaForm schema={schema} initial={textsOf({ budget, slots })} action="Resume" onSubmit={resume} />
        </>
      )}
    </>
  );
}

function spentOf(spent: number, limit: number | undefined, format: (value: number) => string = String): string {
  return limit === undefined ? `${format(spent)} spent, no limit` : `${format(spent)} of ${format(limit)} spent`;
}
