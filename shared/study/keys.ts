import * as z from 'zod';
import { StepladderError } from '../errors.js';
import { studyNameSchema } from './records.js';

/** Folder of all studies. */
export const studiesFolder = 'studies/';

/** @throws InvalidName if the name of a study is malformed. */
export function studyFolder(study: string): string {
  return `${studiesFolder}${checkedName(study)}/`;
}

function checkedName(study: string): string {
  const parsed = studyNameSchema.safeParse(study);
  if (parsed.success) return study;
  throw new StepladderError(
    'InvalidName',
    `${JSON.stringify(study)} cannot be a study: ${z.prettifyError(parsed.error)}`,
  );
}

export const definitionKey = (study: string) => `${studyFolder(study)}study.json`;
export const runsFolder = (study: string) => `${studyFolder(study)}runs/`;
export const runKey = (study: string, run: number) => `${runsFolder(study)}${padded(run, 4)}.json`;
export const stopKey = (study: string, run: number) => `${runsFolder(study)}${padded(run, 4)}.stop.json`;
export const endKey = (study: string, run: number) => `${runsFolder(study)}${padded(run, 4)}.end.json`;
/** Behind the legs in the order of keys: so the listing of an ask, which begins at a leg, has it. */
export const queueFolder = (study: string) => `${studyFolder(study)}queue/`;
export const queueKey = (study: string, entry: number) => `${queueFolder(study)}${padded(entry, 6)}.json`;
export const legsFolder = (study: string) => `${studyFolder(study)}legs/`;
export const assignedKey = (study: string, leg: number) => `${legsFolder(study)}${padded(leg, 6)}.assigned.json`;
export const resultKey = (study: string, leg: number) => `${legsFolder(study)}${padded(leg, 6)}.result.json`;
/** Not among the study's records, so that one listing has all that decides and nothing else, and that S3 may expire it. */
export const progressFolder = (study: string) => `progress/${checkedName(study)}/`;
export const progressKey = (study: string, leg: number) => `${progressFolder(study)}${padded(leg, 6)}.json`;
/** Not among the study's records: S3's lifecycle rules know folders at the top alone. */
export const checkpointsFolder = (study: string) => `checkpoints/${checkedName(study)}/`;
export const checkpointKey = (study: string, leg: number, attempt: string) =>
  `${checkpointsFolder(study)}${padded(leg, 6)}.${attempt}`;

export const compactFolder = (study: string) => `${studyFolder(study)}compact/`;
export const compactKey = (study: string, legs: number) => `${compactFolder(study)}${padded(legs, 6)}.jsonl`;

/** `run/round/slot/turn` of an ask. */
export const askKey = (run: number, round: number, slot: number, turn: number) =>
  [padded(run, 4), padded(round, 2), padded(slot, 3), padded(turn, 4)].join('/');

/** The number a record's name begins with, and what it is: `assigned`, `result`, `stop`, `end` or nothing. */
export function parseName(key: string): { number: number; kind: string } {
  const [number, kind] = key.slice(key.lastIndexOf('/') + 1).split('.');
  return { number: Number(number), kind: kind === 'json' ? '' : (kind ?? '') };
}

const padded = (number: number, digits: number) => String(number).padStart(digits, '0');
