import * as z from 'zod';
import { StepladderError } from '../errors.js';
import type { Checkpoint, ModelState } from './checkpoint.js';

const magic = Buffer.from('STPLCKP1');

const encodedSchema = z.object({ specs: z.array(z.any()), bytes: z.number().int().min(0) });
const stateSchema = z.object({
  weights: encodedSchema,
  optimizer: encodedSchema.extend({ accumulatedBetas: z.tuple([z.number(), z.number()]).optional() }).optional(),
});
const headerSchema = stateSchema.extend({
  epoch: z.number().int(),
  topology: z.record(z.string(), z.unknown()),
  names: z.array(z.string()),
  others: z.array(stateSchema).optional(),
  best: z
    .object({
      epoch: z.number(),
      score: z.number().optional(),
      front: z.array(z.array(z.number())).optional(),
      weights: encodedSchema.optional(),
    })
    .optional(),
});

/**
 * A checkpoint as one object: eight bytes that name the format, the length of a JSON header (32 bits, little-endian), the
 * header, and the bytes of weights, optimizer and best weights, in this order, then those of other executions.
 */
export function encodeCheckpoint({ weights, optimizer, best, others, ...rest }: Checkpoint): Uint8Array {
  const sections: ArrayBuffer[] = [];
  const place = <T extends { data: ArrayBuffer }>({ data, ...described }: T) => {
    sections.push(data);
    return { ...described, bytes: data.byteLength };
  };
  const placeState = ({ weights, optimizer }: ModelState) => ({
    weights: place(weights),
    optimizer: optimizer && place(optimizer),
  });
  const header = {
    ...rest,
    ...placeState({ weights, optimizer }),
    best: best && { ...best, weights: best.weights && place(best.weights) },
    others: others?.map(placeState),
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([magic, length, json, ...sections.map((section) => new Uint8Array(section))]);
}

/** @throws CorruptRecord if the bytes are no whole checkpoint. */
export function decodeCheckpoint(key: string, bytes: Uint8Array): Checkpoint {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (!buffer.subarray(0, 8).equals(magic)) throw new Error('it does not begin as one');
    const headerEnd = 12 + buffer.readUInt32LE(8);
    const header = headerSchema.parse(JSON.parse(buffer.subarray(12, headerEnd).toString('utf8')));
    let position = headerEnd;
    const take = <T extends { bytes: number }>({ bytes: count, ...described }: T) => {
      if (position + count > buffer.length) throw new Error('it ends too early');
      const data = new Uint8Array(buffer.subarray(position, position + count)).buffer;
      position += count;
      return { ...described, data };
    };
    const takeState = ({ weights, optimizer }: z.infer<typeof stateSchema>) => ({
      weights: take(weights),
      ...(optimizer && { optimizer: take(optimizer) }),
    });
    const { weights, optimizer, best, others, ...rest } = header;
    return {
      ...rest,
      ...takeState({ weights, optimizer }),
      ...(best && { best: { ...best, weights: best.weights && take(best.weights) } }),
      ...(others && { others: others.map(takeState) }),
    } as Checkpoint;
  } catch (error) {
    throw new StepladderError(
      'CorruptRecord',
      `${key} is not a checkpoint: ${error instanceof Error ? error.message : error}`,
      {
        cause: error,
      },
    );
  }
}
