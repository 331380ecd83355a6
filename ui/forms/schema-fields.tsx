import { type FieldFaults, type FieldTexts, pathOf } from './form-document.js';
import { FormField } from './form-field.js';
import type { JsonSchema } from './json-schema.js';

interface SchemaFieldsProps {
  readonly schema: JsonSchema;
  /** Of the object that the schema describes; '' for the whole document. */
  readonly at?: string;
  /** Names of properties to show. @default all */
  readonly names?: readonly string[];
  readonly texts: FieldTexts;
  readonly faults: FieldFaults;
  readonly onText: (path: string, text: string) => void;
}

/** A field for each property that a schema describes, objects as groups of such. */
export function SchemaFields({ schema, at = '', names, ...rest }: SchemaFieldsProps) {
  const { properties = {}, required = [] } = schema;
  return (
    <>
      {(names ?? Object.keys(properties)).map((name) => {
        const property = properties[name];
        if (!property) return null;
        const path = pathOf(at, name);
        if (property.properties) {
          return (
            <fieldset key={path}>
              <legend>{name}</legend>
              {property.description && <p class="help">{property.description}</p>}
              <SchemaFields schema={property} at={path} {...rest} />
            </fieldset>
          );
        }
        return (
          <FormField
            key={path}
            name={name}
            schema={property}
            isRequired={required.includes(name) && property.default === undefined}
            text={rest.texts[path] ?? ''}
            fault={rest.faults[path]}
            onText={(text) => rest.onText(path, text)}
          />
        );
      })}
    </>
  );
}
