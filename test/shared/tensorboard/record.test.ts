import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordOf } from '../../../shared/tensorboard/record.js';

/** CRC-32C bit by bit: the reflected Castagnoli polynomial (RFC 3720, 12.1). */
function checksumOf(data: Uint8Array): number {
  let register = 0xffffffff;
  for (const byte of data) {
    register ^= byte;
    for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >>> 1) ^ 0x82f63b78 : register >>> 1;
  }
  return ~register >>> 0;
}

/** Takes TensorFlow's mask off again (`Unmask` in `crc32c.h`). */
function unmasked(stored: number): number {
  const rotated = (stored - 0xa282ead8) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}

/** The checksum of the data that a record stores. */
function storedChecksum(data: Uint8Array): number {
  const record = recordOf(data);
  return unmasked(new DataView(record.buffer).getUint32(record.length - 4, true));
}

describe('a record', () => {
  it.each([
    ['32 zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['ascending bytes', Uint8Array.from({ length: 32 }, (_, index) => index), 0x46dd794e],
    ['descending bytes', Uint8Array.from({ length: 32 }, (_, index) => 31 - index), 0x113fdb5c],
    [
      "an iSCSI read's header",
      Buffer.from(
        `01c0${'00'.repeat(14)}14${'00'.repeat(5)}0400000000140000001828${'00'.repeat(7)}02${'00'.repeat(7)}`,
        'hex',
      ),
      0xd9963a56,
    ],
    ['the digits of the check', Buffer.from('123456789'), 0xe3069283],
  ])('has the CRC-32C of RFC 3720 and of the catalogues: %s', (_, data, checksum) => {
    expect(storedChecksum(data)).toBe(checksum);
  });

  it('is the length, its checksum, the data and theirs, whatever the data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1000, size: 'max' }), (data) => {
        const record = recordOf(data);
        const view = new DataView(record.buffer);
        expect(record).toHaveLength(data.length + 16);
        expect(view.getBigUint64(0, true)).toBe(BigInt(data.length));
        expect(unmasked(view.getUint32(8, true))).toBe(checksumOf(record.subarray(0, 8)));
        expect(record.subarray(12, -4)).toEqual(data);
        expect(unmasked(view.getUint32(12 + data.length, true))).toBe(checksumOf(data));
      }),
    );
  });
});
