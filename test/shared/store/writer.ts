import { createHash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { DirectoryStore } from '../../../shared/store/directory.js';

/** A process that writes large objects, each with its checksum, and tells of each; at `race`, 100 keys that others want too. */
const [root = '', id = ''] = process.argv.slice(2);
const store = new DirectoryStore(root);
let racing = false;
process.on('message', () => {
  racing = true;
});

for (let object = 0; !racing; object++) {
  const body = randomBytes(2_000_000);
  await store.create(`objects/${id}-${object}`, Buffer.concat([createHash('sha256').update(body).digest(), body]));
  process.send?.(object);
  await setImmediate();
}

const won: number[] = [];
for (let key = 0; key < 100; key++) if (await store.create(`race/${key}`, Buffer.from(id))) won.push(key);
process.send?.(won);
