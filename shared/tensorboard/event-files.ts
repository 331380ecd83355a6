import type { Objective, Report } from '../study/records.js';
import { directionsOf, isPareto, partsOf, scoreNamesOf, scoresOf } from '../study/scores.js';
import type { Study } from '../study/study.js';
import { countedLegs, type Trial } from '../study/trial.js';
import { type Event, encodeEvent, encodeFirstEvent, type Scalar } from './event.js';
import { encodeExperiment, encodeSessionEnd, encodeSessionStart, type MetricInfo } from './hparams-data.js';
import { type Hyperparameter, hyperparametersOf, type PluginValue } from './hyperparameters.js';
import { recordOf } from './record.js';

type Hyperparameters = ReadonlyMap<string, Hyperparameter>;

/** A report, and when its epoch ended. */
interface TimedReport extends Report {
  readonly at: number;
}

/** A study's event files, by their folders: its own by '', and each trial's by its number. */
export function eventFilesOf(study: Study): ReadonlyMap<string, Uint8Array> {
  const hyperparameters = hyperparametersOf(study.space);
  const trials = study.trials.map((trial) => [String(trial.number), trialFile(study, trial, hyperparameters)] as const);
  return new Map([['', studyFile(study, hyperparameters)], ...trials]);
}

/** The hyperparameters and the metrics that there are, for the HParams plugin. */
function studyFile({ definition, trials }: Study, hyperparameters: Hyperparameters): Uint8Array {
  const { study: name, created, objective } = definition;
  const metrics = metricsOf(trials, objective);
  const experiment = encodeExperiment({ name, created, hyperparameters: [...hyperparameters.values()], metrics });
  return fileOf(created, [{ at: created, values: [experiment] }]);
}

/**
 * A trial's hyperparameters; after each epoch its metrics, NaN where one was not finite, and its best score so far; and how
 * it ended, once it can't go on any more. What becomes known of it later comes behind what was known before, so that a
 * TensorBoard that reads the file goes on reading; except for hyperparameters that the trial itself declares.
 */
function trialFile(study: Study, trial: Trial, hyperparameters: Hyperparameters): Uint8Array {
  const at = trial.legs[0]?.assigned.at as number;
  const start: Event = { at, values: [encodeSessionStart({ at, hyperparameters: valuesOf(trial, hyperparameters) })] };
  return fileOf(at, [start, ...epochsOf(trial, study.definition.objective), ...endOf(study, trial)]);
}

function fileOf(at: number, events: readonly Event[]): Uint8Array {
  return Buffer.concat([encodeFirstEvent(at), ...events.map(encodeEvent)].map(recordOf));
}

/** What the best score so far is called; undefined with several objectives whose front is looked for: there is no such. */
function bestNameOf(objective: Objective): string | undefined {
  return isPareto(objective) ? undefined : `best ${scoreNamesOf(objective)[0]}`;
}

/** Tags are paths: what stands before a slash is a group. */
function tagOf(name: string): string {
  return name.replace(' ', '/');
}

/** The score first: the HParams plugin shows the last value of each, and a trial is as good as its best epoch. */
function metricsOf(trials: readonly Trial[], objective: Objective): MetricInfo[] {
  const reported = trials.flatMap(({ reports }) => reports.flatMap(({ metrics }) => Object.keys(metrics)));
  const names = new Set([...partsOf(objective).map(({ name }) => name), ...reported]);
  const best = bestNameOf(objective);
  const score = best === undefined ? [] : [{ tag: tagOf(best), displayName: best }];
  return [...score, ...[...names].map((tag) => ({ tag }))];
}

/** The active ones alone. A space has whatever its trials have. */
function valuesOf({ values }: Trial, hyperparameters: Hyperparameters): [string, PluginValue][] {
  return Object.entries(values).map(([name, value]) => [
    name,
    (hyperparameters.get(name) as Hyperparameter).formOf(value),
  ]);
}

function epochsOf(trial: Trial, objective: Objective): Event[] {
  const name = bestNameOf(objective);
  let best: number | undefined;
  return timedReports(trial).map(({ at, epoch, metrics }) => {
    const [score] = scoresOf(metrics, objective) ?? [];
    if (score !== undefined) best = betterOf(score, best, objective);
    const values: Scalar[] = Object.entries(metrics).map(([tag, value]) => ({ tag, value: value ?? Number.NaN }));
    if (name !== undefined && best !== undefined) values.push({ tag: tagOf(name), value: best });
    return { at, step: epoch, values };
  });
}

function betterOf(a: number, b: number | undefined, objective: Objective): number {
  if (b === undefined) return a;
  return directionsOf(objective)[0] === 'min' ? Math.min(a, b) : Math.max(a, b);
}

/** The records tell when a leg was handed out and when it ended: its epochs share the time evenly. */
function timedReports({ legs }: Trial): TimedReport[] {
  return countedLegs(legs).flatMap(({ assigned, result: { reports, at } }) =>
    reports.map((report, index) => ({
      ...report,
      at: assigned.at + ((at - assigned.at) * (index + 1)) / reports.length,
    })),
  );
}

function endOf(study: Study, trial: Trial): Event[] {
  const { status, ended: at } = trial;
  if (at === undefined || mayGoOn(study, trial)) return [];
  return [{ at, values: [encodeSessionEnd({ at, status: status === 'failed' ? 'failure' : 'success' })] }];
}

/** Oracles that spend epochs go on with trials that have completed a leg, while the study runs. */
function mayGoOn({ epochs, lastRun }: Study, trial: Trial): boolean {
  return trial.status === 'completed' && !trial.stopped && trial.epochs < epochs && lastRun?.end === undefined;
}
