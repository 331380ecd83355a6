/** `cold-ask.ts <store's directory> <study>`: prints the milliseconds that the first ask of this process takes, with reading the study. */
import { DirectoryStore } from '../../shared/store/directory.js';
import { StudyLog } from '../../shared/study/log.js';
import { timedAsk } from './timed-ask.js';

const [directory = '', study = ''] = process.argv.slice(2);
const begun = performance.now();
const log = await StudyLog.open(new DirectoryStore(directory), study);
const reading = performance.now() - begun;
process.stdout.write(String(reading + (await timedAsk(log))));
