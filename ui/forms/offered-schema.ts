import { get } from '../api/request.js';
import { type JsonSchema, schemaNamed } from './json-schema.js';

/** What studies can be started from, as the API lists it. */
interface Offer {
  /** Of a deployment each is a function, of some package. */
  readonly tunings: readonly { readonly name: string; readonly package?: string }[];
  readonly oracles: readonly string[];
  readonly mostSlots: number;
}

/** The schema of a request with the tunings, oracles and slots that there are. */
export async function offeredSchema(name: string): Promise<{ schema: JsonSchema; offer: Offer }> {
  const [schema, offer] = await Promise.all([schemaNamed(name), get<Offer>('/tunings')]);
  const slots = { ...schema.properties?.slots, maximum: offer.mostSlots };
  const limited = { ...schema, properties: { ...schema.properties, slots } };
  const tunings = offer.tunings.map((tuning) => tuning.name);
  return { schema: withChoices(withChoices(limited, 'oracle', offer.oracles), 'tuning', tunings), offer };
}

/** A schema whose property of this name has one of so many values. */
function withChoices(schema: JsonSchema, name: string, choices: readonly string[]): JsonSchema {
  const { [name]: property = {}, ...rest } = schema.properties ?? {};
  return { ...schema, properties: { [name]: { ...property, enum: choices }, ...rest } };
}
