import { useMemo } from 'preact/hooks';
import { get, post } from '../../api/request.js';
import { useReading } from '../../api/use-reading.js';
import { type JsonSchema, schemaNamed, withChoices } from '../../forms/json-schema.js';
import { SchemaForm } from '../../forms/schema-form.js';
import { Notice } from '../../parts/notice.js';
import { studyLink } from '../../routing.js';

/** What studies can be started from, as the API lists it. */
export interface Offer {
  /** Of a deployment each is a function, of some package. */
  readonly tunings: readonly { readonly name: string; readonly package?: string }[];
  readonly oracles: readonly string[];
  readonly mostSlots: number;
}

/** The settings that stand first. */
const first = ['tuning', 'study', 'oracle', 'epochs', 'slots', 'seed', 'budget'];

/** The schema of a request with the tunings, oracles and slots that there are. */
export async function offeredSchema(name: string): Promise<{ schema: JsonSchema; offer: Offer }> {
  const [schema, offer] = await Promise.all([schemaNamed(name), get<Offer>('/tunings')]);
  const slots = { ...schema.properties?.slots, maximum: offer.mostSlots };
  const limited = { ...schema, properties: { ...schema.properties, slots } };
  const tunings = offer.tunings.map((tuning) => tuning.name);
  return { schema: withChoices(withChoices(limited, 'oracle', offer.oracles), 'tuning', tunings), offer };
}

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
