import { crc32 } from 'node:zlib';
import type { z } from 'zod';
import { messageOf, StepladderError } from '../errors.js';
import type { Store } from '../store/store.js';

/** Version of the records' format. A reader refuses what is newer than itself. */
const version = 1;

/** A record as bytes: one line of JSON with the format's version and a CRC-32 of the rest. */
export function encodeRecord(record: object): Uint8Array {
  const body = JSON.stringify(record);
  return Buffer.from(`{"version":${version},"checksum":"${checksumOf(body)}","record":${body}}\n`);
}

/**
 * Reads a record back.
 *
 * @param key where it was found, for the message.
 * @throws CorruptRecord if it is not JSON, of another version, damaged, or not of the schema.
 */
export function decodeRecord<S extends z.ZodType>(schema: S, key: string, bytes: Uint8Array): z.infer<S> {
  try {
    const envelope = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (envelope.version !== version)
      throw new Error(`it is of version ${envelope.version}, this program reads ${version}`);
    if (checksumOf(JSON.stringify(envelope.record)) !== envelope.checksum) throw new Error('its checksum is wrong');
    return schema.parse(envelope.record);
  } catch (error) {
    throw new StepladderError('CorruptRecord', `The record ${key} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** The record at a key, or undefined. */
export async function readRecord<S extends z.ZodType>(
  store: Store,
  schema: S,
  key: string,
): Promise<z.infer<S> | undefined> {
  const bytes = await store.get(key);
  return bytes && decodeRecord(schema, key, bytes);
}

function checksumOf(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}
