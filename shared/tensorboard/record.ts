import { crc32c } from '@aws-crypto/crc32c';

/** Bytes of a record beside its data: the length and its checksum before, the data's checksum behind. */
const headerBytes = 12;
const footerBytes = 4;

/** Added to a checksum that is stored together with what it is of (`kMaskDelta` in TensorFlow's `crc32c.h`). */
const maskDelta = 0xa282ead8;

/**
 * Data as one record of a TFRecord file, the format of TensorFlow's `record_writer.cc`: the length as 64 bits, the masked
 * CRC-32C of those, the data, the masked CRC-32C of the data; all little-endian. A file is such records, one after another.
 */
export function recordOf(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(headerBytes + data.length + footerBytes);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedChecksum(record.subarray(0, 8)), true);
  record.set(data, headerBytes);
  view.setUint32(headerBytes + data.length, maskedChecksum(data), true);
  return record;
}

/** Rotated right by 15 bits, plus a constant. */
function maskedChecksum(data: Uint8Array): number {
  const checksum = crc32c(data);
  return (((checksum >>> 15) | (checksum << 17)) + maskDelta) >>> 0;
}
