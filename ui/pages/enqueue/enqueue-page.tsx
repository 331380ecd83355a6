import { useCallback, useState } from 'preact/hooks';
import type { Parameter, Values } from '../../../shared/space/parameter.js';
import type { StudySummary, TrialDocument } from '../../../shared/study/document.js';
import { get, post } from '../../api/request.js';
import type { StudyDetail } from '../../api/study-feed.js';
import { useReading } from '../../api/use-reading.js';
import { formatValue } from '../../format.js';
import { AskingForm } from '../../forms/asking-form.js';
import { nearby } from '../../forms/nearby.js';
import { pointOf } from '../../forms/point.js';
import { PointFields } from '../../forms/point-fields.js';
import { Notice } from '../../parts/notice.js';
import { trialLink } from '../../routing.js';

/** Where the values that the form begins with come from: a trial's, or from near them. */
export interface Origin {
  readonly trial: number;
  readonly isNear: boolean;
}

/** What the API says of a study's queue. */
interface Queue {
  readonly parameters: readonly Parameter[];
  /** In the order of their trials. */
  readonly waiting: readonly Values[];
}

interface Known extends Queue {
  readonly detail: StudyDetail;
  readonly values: Values;
}

/** A form that has a study try a point next. */
export function EnqueuePage({ study, origin }: { study: string; origin: Origin | undefined }) {
  const from = origin?.trial;
  const isNear = origin?.isNear ?? false;
  const readKnown = useCallback(() => read(study, from, isNear), [study, from, isNear]);
  const { value: known, refusal } = useReading(readKnown);
  if (!known) return refusal ? <Notice refusal={refusal} /> : <p role="status">Reading {study} …</p>;
  return (
    <>
      <h1>Enqueue a configuration</h1>
      {from !== undefined && (
        <p>
          The values are {isNear ? 'near' : 'as in'} those of <a href={trialLink(study, from)}>trial {from}</a>.
        </p>
      )}
      {known.parameters.length === 0 ? (
        <p>The search space is not known before the first trial has ended.</p>
      ) : (
        <PointForm study={study} known={known} />
      )}
    </>
  );
}

async function read(study: string, from: number | undefined, isNear: boolean): Promise<Known> {
  const path = `/studies/${study}`;
  const [detail, queue] = await Promise.all([get<StudyDetail>(path), get<Queue>(`${path}/enqueue`)]);
  const { parameters } = queue;
  if (from === undefined) return { ...queue, detail, values: pointOf(parameters, {}) };
  const { hyperparameters } = await get<TrialDocument>(`${path}/trials/${from}`);
  const values = isNear ? nearby(parameters, hyperparameters, Math.random) : pointOf(parameters, hyperparameters);
  return { ...queue, detail, values };
}

function PointForm({ study, known: { detail, parameters, ...begun } }: { study: string; known: Known }) {
  const [values, setValues] = useState<Values>(begun.values);
  const [again, setAgain] = useState(false);
  const [waiting, setWaiting] = useState(begun.waiting);
  const [added, setAdded] = useState(0);
  const onValue = useCallback<Parameters<typeof PointFields>[0]['onValue']>((name, value) => {
    setValues(({ [name]: _, ...rest }) => (value === undefined ? rest : { ...rest, [name]: value }));
  }, []);
  const submit = async () => {
    const body = { points: [pointOf(parameters, values)], ...(again && { again }) };
    setWaiting((await post<Queue>(`/studies/${study}/enqueue`, body)).waiting);
    setAdded((before) => before + 1);
  };
  return (
    <>
      <AskingForm action="Enqueue" onSubmit={submit}>
        <PointFields parameters={parameters} values={values} onValue={onValue} />
        <label class="field">
          <input type="checkbox" checked={again} onChange={({ currentTarget }) => setAgain(currentTarget.checked)} />
          try it even if a trial has these values
        </label>
      </AskingForm>
      <p role="status">{added > 0 && `Enqueued. ${whenOf(detail)}`}</p>
      <Waiting waiting={waiting} />
    </>
  );
}

/** When a study tries what waits. */
function whenOf(detail: StudyDetail): string {
  if (detail.status === 'running' || detail.status === 'starting') return 'Its next new trials try what waits.';
  return isSpent(detail as StudySummary)
    ? 'The study has ended and its budget of trials is spent: resume it with a larger one to try what waits.'
    : 'The study has ended: resume it to try what waits.';
}

function isSpent({ budget, spent }: StudySummary): boolean {
  return budget.trials !== undefined && spent.trials >= budget.trials;
}

function Waiting({ waiting }: { waiting: readonly Values[] }) {
  if (waiting.length === 0) return <p>Nothing waits to be tried.</p>;
  return (
    <>
      <h2>Waiting to be tried</h2>
      <ol>
        {waiting.map((point, index) => (
          <li key={index}>
            {Object.entries(point)
              .map(([name, value]) => `${name}=${formatValue(value)}`)
              .join(' ')}
          </li>
        ))}
      </ol>
    </>
  );
}
