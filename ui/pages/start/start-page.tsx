import { useMemo } from 'preact/hooks';
import { post } from '../../api/request.js';
import { useReading } from '../../api/use-reading.js';
import { offeredSchema } from '../../forms/offered-schema.js';
import { SchemaForm } from '../../forms/schema-form.js';
import { Notice } from '../../parts/notice.js';
import { studyLink } from '../../routing.js';

/** The settings that stand first. */
const first = ['tuning', 'study', 'oracle', 'epochs', 'slots', 'seed', 'budget'];

const read = () => offeredSchema('StartStudy');

/** A form that starts a study. */
export function StartPage() {
  const { value, refusal } = useReading(read);
  const initial = useMemo(() => {
    const only = value?.offer.tunings.length === 1 ? value.offer.tunings[0] : undefined;
    return only ? { tuning: only.name } : {};
  }, [value]);
  const start = async (document: object) => {
    await post('/studies', document);
    const { study } = document as { study: string };
    location.hash = studyLink(study);
  };
  return (
    <>
      <h1>Start a study</h1>
      <Notice refusal={refusal} />
      {value?.offer.tunings.length === 0 && (
        <p>
          Nothing is offered here. Give the modules of your tunings to the command that serves this page:{' '}
          <code>stepladder ui my-tuning.ts</code>. Or start one by <code>stepladder run my-tuning.ts</code>.
        </p>
      )}
      {value && value.offer.tunings.length > 0 && (
        <>
          <p>What is left empty, the tuning settles.</p>
          <SchemaForm schema={value.schema} first={first} initial={initial} action="Start" onSubmit={start} />
        </>
      )}
    </>
  );
}
