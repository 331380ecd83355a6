import { useState } from 'preact/hooks';
import { AskingForm } from './asking-form.js';
import { documentOf, type FieldFaults, type FieldTexts, faultsIn } from './form-document.js';
import type { JsonSchema } from './json-schema.js';
import { SchemaFields } from './schema-fields.js';

interface SchemaFormProps {
  readonly schema: JsonSchema;
  /** Names of the properties that stand first; the others are folded away. @default all */
  readonly first?: readonly string[];
  readonly initial?: FieldTexts;
  readonly action: string;
  /** @param document what the fields say. @throws Refusal */
  readonly onSubmit: (document: Readonly<Record<string, unknown>>) => Promise<void>;
}

/** A form for a document that a schema describes. */
export function SchemaForm({ schema, first, initial = {}, action, onSubmit }: SchemaFormProps) {
  const [texts, setTexts] = useState<FieldTexts>(initial);
  const [faults, setFaults] = useState<FieldFaults>({});
  const onText = (path: string, text: string) => setTexts((before) => ({ ...before, [path]: text }));
  const fields = { schema, texts, faults, onText };
  const others = first && Object.keys(schema.properties ?? {}).filter((name) => !first.includes(name));
  const isFaultHidden = Object.keys(faults).some((path) => others?.includes(path.split('.')[0] ?? ''));
  return (
    <AskingForm
      action={action}
      onSubmit={() => onSubmit(documentOf(schema, texts))}
      onRefusal={(refusal) => setFaults(refusal ? faultsIn(refusal) : {})}
    >
      <SchemaFields {...fields} {...(first && { names: first })} />
      {others && (
        <details {...(isFaultHidden && { open: true })}>
          <summary>More settings</summary>
          <SchemaFields {...fields} names={others} />
        </details>
      )}
    </AskingForm>
  );
}
