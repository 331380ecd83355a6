import { type Life, notBegun } from '../shared/cloud/life.js';
import { StepladderError } from '../shared/errors.js';
import { documentOf, type StudyDocument } from '../shared/study/document.js';
import { StudyLog, studyNotFound } from '../shared/study/log.js';
import type { Study } from '../shared/study/study.js';
import type { Trial } from '../shared/study/trial.js';
import type { Place } from './place.js';

/**
 * A study as it is now.
 *
 * @throws StudyNotFound; InvalidRequest while its first run has yet to begin; CloudRefused if that could not begin.
 */
export async function readStudy(
  place: Pick<Place, 'store' | 'life'>,
  name: string,
): Promise<{ study: Study; document: StudyDocument }> {
  const life = await place.life(name);
  const log = await StudyLog.find(place.store, name);
  if (!log) throw absence(name, life);
  return { study: log.study, document: documentOf(log.study, Date.now(), life.isAlive) };
}

/** @throws TrialNotFound */
export function trialOf(study: Study, number: number): Trial {
  const trial = study.trial(number);
  if (trial) return trial;
  throw new StepladderError('TrialNotFound', `Study '${study.definition.study}' has no trial ${number}`);
}

/** Why a study has no records. */
function absence(name: string, { isAlive, failure }: Life): StepladderError {
  if (failure !== undefined) return notBegun(name, failure);
  if (isAlive) {
    const message = `Study '${name}' is starting and has no records yet: \`stepladder watch ${name}\` waits for them`;
    return new StepladderError('InvalidRequest', message);
  }
  return studyNotFound(name);
}
