import type { Parameter, Value, Values } from '../../shared/space/parameter.js';
import { FormField } from './form-field.js';
import type { JsonSchema } from './json-schema.js';
import { activeParameters, defaultOf } from './point.js';

interface PointFieldsProps {
  readonly parameters: readonly Parameter[];
  readonly values: Values;
  /** @param value undefined where the field says nothing: then the default counts */
  readonly onValue: (name: string, value: Value | undefined) => void;
}

/** A field for each hyperparameter that is active where these values are given, and can have more than one value. */
export function PointFields({ parameters, values, onValue }: PointFieldsProps) {
  return (
    <>
      {searchable(parameters, values).map(({ parameter, value }) => (
        <FormField
          key={parameter.name}
          name={parameter.name}
          schema={schemaOf(parameter)}
          text={Object.hasOwn(values, parameter.name) ? textOf(value) : ''}
          onText={(text) => onValue(parameter.name, valueIn(parameter, text))}
        />
      ))}
    </>
  );
}

type Searchable = Exclude<Parameter, { kind: 'fixed' }>;

function searchable(parameters: readonly Parameter[], values: Values) {
  return activeParameters(parameters, values).flatMap(({ parameter, value }) =>
    parameter.kind === 'fixed' ? [] : [{ parameter, value }],
  );
}

function schemaOf(parameter: Searchable): JsonSchema {
  const usual = { default: textOf(defaultOf(parameter)) };
  switch (parameter.kind) {
    case 'boolean':
      return { ...usual, type: 'boolean' };
    case 'choice':
      return { ...usual, enum: parameter.values.map(textOf) };
    default:
      return {
        ...usual,
        type: parameter.kind === 'int' ? 'integer' : 'number',
        minimum: parameter.min,
        maximum: parameter.max,
        description: descriptionOf(parameter),
      };
  }
}

function descriptionOf(parameter: Extract<Parameter, { min: number }>): string {
  const { min, max, step, sampling } = parameter;
  const steps = step === undefined ? '' : sampling === 'linear' ? `, by steps of ${step}` : `, by factors of ${step}`;
  const scale = sampling === 'linear' ? '' : `, ${sampling === 'log' ? 'logarithmic' : 'reversely logarithmic'}`;
  return `${min} to ${max}${steps}${scale}. Default: ${defaultOf(parameter)}.`;
}

function valueIn(parameter: Searchable, text: string): Value | undefined {
  if (text.trim() === '') return undefined;
  if (parameter.kind === 'choice') return parameter.values.find((value) => textOf(value) === text);
  return parameter.kind === 'boolean' ? text === 'true' : Number(text);
}

/** Of two choices `1` and `"1"` the text is set off by quotes. */
function textOf(value: Value): string {
  const isPlain = typeof value === 'string' && !/^(-?\d.*|true|false|null|".*)?$/s.test(value);
  return isPlain ? value : JSON.stringify(value);
}
