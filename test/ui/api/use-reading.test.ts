import { describe, expect, it } from 'vitest';
import { remembering } from '../../../ui/api/use-reading.js';

describe('what takes time to work out', () => {
  it('is read once for each version, and again after a failure', async () => {
    let [version, reads, isBroken] = [1, 0, false];
    const read = remembering(
      async () => {
        reads++;
        if (isBroken) throw new Error('away');
        return reads;
      },
      () => version,
    );
    expect([await read(), await read()]).toEqual([1, 1]);
    [version, isBroken] = [2, true];
    await expect(read()).rejects.toThrow('away');
    isBroken = false;
    expect([await read(), await read()]).toEqual([3, 3]);
  });
});
