import { randomInt } from 'node:crypto';
import { StepladderError } from '../../shared/errors.js';
import type { Oracle } from '../../shared/oracles/oracle.js';
import { oracleNamed } from '../../shared/oracles/oracles.js';
import type { Values } from '../../shared/space/parameter.js';
import { parseSpace, type Space } from '../../shared/space/space.js';
import { decide } from '../../shared/study/decide.js';
import { checkEnqueued } from '../../shared/study/enqueue.js';
import { askKey } from '../../shared/study/keys.js';
import { checkPerturbed, type EpochSettings, oracleSettingsOf } from '../../shared/study/oracle-settings.js';
import type { Assigned, Definition, Metrics, Objective, Report, Result } from '../../shared/study/records.js';
import { partsOf, scoresOf } from '../../shared/study/scores.js';
import { shouldStop } from '../../shared/study/should-stop.js';
import { type RunState, Study } from '../../shared/study/study.js';
import { type Create, type Message, parseMessage, type Tell } from './messages.js';

/** What a line is answered with. */
export type Answer =
  | { readonly ok: true }
  | { readonly trial: HandedOut }
  /** Nothing can be handed out before a pending trial is told. */
  | { readonly wait: true }
  /** The budget is spent, or every point is tried. */
  | { readonly done: true }
  /** Whether the trial should train on; after the last epoch that it was handed out for, not now. */
  | { readonly continue: boolean };

/** A trial to train now, from `fromEpoch` to `toEpoch` if it trains in epochs. */
interface HandedOut {
  readonly id: string;
  readonly values: Values;
  readonly fromEpoch?: number;
  readonly toEpoch?: number;
}

/**
 * Ask and tell, line by line, on a study in this process: the decisions are those of a study with the same definition and
 * the same results. Any number of trials may be pending. A trial that fails counts as a trial, is not tried again, and any
 * number of them may fail in a row: whether to go on is for the program that asks.
 */
export class AskTellSession {
  readonly #oracle: Oracle;
  readonly #settings: EpochSettings;
  #study: Study | undefined;
  #spendsEpochs = false;
  #asks = 0;
  /** What was told of pending legs, by trial. */
  readonly #reports = new Map<number, Report[]>();

  /**
   * @param settings what studies have where their messages do not say.
   * @throws UnknownOracle
   */
  constructor(oracle: string, settings: EpochSettings = {}) {
    this.#oracle = oracleNamed(oracle);
    this.#settings = settings;
  }

  /** @throws StepladderError if the line cannot be used; nothing is changed or lost then. */
  handle(line: string): Answer {
    const message: Message = parseMessage(line);
    if (message.op === 'create') return this.#create(message);
    if (!this.#study) throw new StepladderError('InvalidRequest', `There is no study to ${message.op} yet: create one`);
    return message.op === 'ask' ? this.#ask(this.#study) : this.#tell(this.#study, message);
  }

  #create(message: Create): Answer {
    const space = parseSpace(message.space);
    if (space.parameters.length === 0) {
      throw new StepladderError(
        'NoHyperparameters',
        'The search space has no hyperparameters: there is nothing to try',
      );
    }
    checkEnqueued(space, message.enqueue ?? []);
    const study = new Study(this.#define(message, space));
    checkPerturbed(space, study.options);
    const { budget, slots, execution, created: started } = study.definition;
    study.applyRun({ run: 1, execution, budget, slots, started });
    this.#study = study;
    this.#spendsEpochs = message.maxEpochs !== undefined;
    this.#asks = 0;
    this.#reports.clear();
    return { ok: true };
  }

  #define(message: Create, space: Space): Definition {
    const { objective, seed = randomInt(2 ** 31), maxTrials: trials, maxEpochs: epochs = 1, enqueue } = message;
    return {
      study: 'ask-tell',
      tuning: 'ask-tell',
      trialFunction: 'ask-tell',
      execution: 'ask-tell',
      oracle: this.#oracle.name,
      ...oracleSettingsOf(this.#oracle, {}, { ...this.#settings, ...message, epochs }),
      objective,
      space,
      seed,
      epochs,
      ...(enqueue && { enqueue }),
      budget: trials === undefined ? {} : { trials },
      slots: 1,
      retries: 0,
      maxConsecutiveFailures: Number.MAX_SAFE_INTEGER,
      created: Date.now(),
    };
  }

  #ask(study: Study): Answer {
    const at = Date.now();
    const decision = decide(study, study.lastRun as RunState, at);
    if (decision.kind === 'wait') return { wait: true };
    if (decision.kind === 'done' && decision.status === 'failed') {
      throw new StepladderError('InvalidOracle', decision.reason);
    }
    if (decision.kind === 'done') return { done: true };
    const { trial, values, fromEpoch, toEpoch } = decision.next;
    const ask = askKey(1, 1, 0, this.#asks++);
    study.applyAssigned({ leg: study.nextLeg, ...decision.next, ask, run: 1, slot: 0, at });
    this.#reports.set(trial, []);
    return { trial: { id: `${trial}`, values, ...(this.#spendsEpochs && { fromEpoch, toEpoch }) } };
  }

  #tell(study: Study, { trial: id, epoch, score, metrics, failed }: Tell): Answer {
    const leg = pendingLeg(study, id);
    const { trial, toEpoch } = leg;
    const reports = this.#reports.get(trial) as Report[];
    if (failed !== undefined) {
      this.#end(study, leg, { status: 'failed', failure: { code: 'TrialFailed', message: failed } });
      return { continue: false };
    }
    const report = { epoch: epoch ?? toEpoch, metrics: checkedMetrics(study.definition.objective, score, metrics) };
    if (epoch !== undefined) this.#checkEpoch(leg, epoch, reports.at(-1)?.epoch);
    reports.push(report);
    if (report.epoch < toEpoch) {
      study.applyRunning(leg.leg, reports);
      if (!shouldStop(study, trial)) return { continue: true };
    }
    this.#end(study, leg, { status: report.epoch < toEpoch ? 'stopped' : 'completed' });
    return { continue: false };
  }

  #end(study: Study, { leg, trial }: Assigned, how: Pick<Result, 'status' | 'failure'>): void {
    study.applyResult({ leg, reports: this.#reports.get(trial) as Report[], seconds: 0, ...how, at: Date.now() });
    this.#reports.delete(trial);
  }

  #checkEpoch({ trial, fromEpoch, toEpoch }: Assigned, epoch: number, told = fromEpoch): void {
    if (!this.#spendsEpochs) {
      throw new StepladderError('InvalidRequest', 'The study knows no epochs: create it with maxEpochs to tell them');
    }
    if (epoch > told && epoch <= toEpoch) return;
    throw new StepladderError(
      'InvalidRequest',
      `Trial ${trial} trains up to epoch ${toEpoch} and has told epoch ${told}: epoch ${epoch} cannot come next`,
    );
  }
}

/** @throws InvalidRequest if a metric of the objective is missing. */
function checkedMetrics(objective: Objective, score: number | undefined, metrics: Tell['metrics']): Metrics {
  const names = partsOf(objective).map(({ name }) => name);
  const told = metrics ?? (names.length === 1 ? { [names[0] as string]: score as number } : {});
  const missing = names.find((name) => !Object.hasOwn(told, name));
  if (missing === undefined && scoresOf(told, objective)) return told;
  const form = `"metrics":{${names.map((name) => `${JSON.stringify(name)}:…`).join(',')}}`;
  throw new StepladderError(
    'InvalidRequest',
    missing === undefined
      ? 'The sum of the metrics is not finite'
      : `The metric '${missing}' is not told: tell ${form}`,
  );
}

/** @throws TrialNotFound; InvalidRequest if the trial is not pending. */
function pendingLeg(study: Study, id: string): Assigned {
  const trial = /^(?:0|[1-9]\d{0,14})$/.test(id) ? study.trial(Number(id)) : undefined;
  if (!trial) throw new StepladderError('TrialNotFound', `No trial '${id}' was handed out`);
  if (trial.status === 'running') return (trial.legs.at(-1) as (typeof trial.legs)[number]).assigned;
  throw new StepladderError('InvalidRequest', `Trial ${id} is not pending: what it was handed out for is told`);
}
