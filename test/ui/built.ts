import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../docs/pages.js';

/** Folder of the built page. */
export const builtPage = pathToFileURL(join(root, 'dist', 'ui', '/'));

/** Runs of studies are processes of the built command line. */
export const builtRun = pathToFileURL(join(root, 'dist', 'cli', 'ui', 'run-child.js'));
