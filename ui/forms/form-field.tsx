import { useId } from 'preact/hooks';
import type { JsonSchema } from './json-schema.js';

interface FormFieldProps {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly isRequired?: boolean;
  readonly text: string;
  readonly fault?: string | undefined;
  readonly onText: (text: string) => void;
}

/** One value of a document: its name, what it means, and what is wrong with it. */
export function FormField({ name, schema, isRequired = false, text, fault, onText }: FormFieldProps) {
  const id = useId();
  const described = [schema.description && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(' ');
  const attributes = {
    id,
    value: text,
    required: isRequired,
    ...(described !== '' && { 'aria-describedby': described }),
    ...(fault !== undefined && { 'aria-invalid': true }),
  };
  return (
    <div class="entry">
      <label for={id}>
        {name}
        {isRequired && <span class="quiet"> (required)</span>}
      </label>
      <Input schema={schema} attributes={attributes} onText={onText} />
      {schema.description && (
        <p class="help" id={`${id}-help`}>
          {schema.description}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}

interface InputProps {
  readonly schema: JsonSchema;
  readonly attributes: { readonly id: string; readonly value: string; readonly required: boolean };
  readonly onText: (text: string) => void;
}

function Input({ schema, attributes, onText }: InputProps) {
  const { type, minimum, maximum, maxLength, pattern } = schema;
  const choices = schema.enum ?? (type === 'boolean' ? ['true', 'false'] : undefined);
  const onInput = ({ currentTarget }: { currentTarget: { value: string } }) => onText(currentTarget.value);
  if (choices) {
    return (
      <select {...attributes} onChange={onInput}>
        <option value="">{schema.default === undefined ? '' : `${schema.default} (default)`}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  }
  if (type === 'integer' || type === 'number') {
    const max = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
    return (
      <input
        {...attributes}
        type="number"
        min={minimum ?? schema.exclusiveMinimum}
        max={max}
        step={type === 'integer' ? 1 : 'any'}
        onInput={onInput}
      />
    );
  }
  if (type === 'array' || type === 'object') {
    const check = (event: { currentTarget: HTMLTextAreaElement }) => {
      event.currentTarget.setCustomValidity(isJson(event.currentTarget.value) ? '' : 'This must be JSON');
      onInput(event);
    };
    return <textarea {...attributes} rows={2} placeholder={type === 'array' ? '[…]' : '{…}'} onInput={check} />;
  }
  const rest = { ...(pattern !== undefined && { pattern: patternOf(pattern) }), ...(maxLength && { maxLength }) };
  return <input {...attributes} {...rest} type="text" autocomplete="off" onInput={onInput} />;
}

/** Browsers match a pattern as a whole, by the flag `v`, in which a hyphen at the end of a class must be escaped. */
function patternOf(pattern: string): string {
  return pattern.replace(/^\^|\$$/g, '').replaceAll('-]', '\\-]');
}

function isJson(text: string): boolean {
  try {
    return text.trim() === '' || JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}
