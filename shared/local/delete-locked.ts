import type { DirectoryStore } from '../store/directory.js';
import { deleteStudy } from '../study/delete.js';
import { lockStudy } from './lock.js';

/** Deletes a study, which nobody can run meanwhile. @throws StudyRunning */
export async function deleteLocked(store: DirectoryStore, study: string): Promise<void> {
  const lock = await lockStudy(store.root, study);
  try {
    await deleteStudy(store, study);
  } finally {
    await lock.release();
  }
}
