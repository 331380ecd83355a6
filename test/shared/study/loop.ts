import type { Store } from '../../../shared/store/store.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { resultKey } from '../../../shared/study/keys.js';
import type { Budget, Compute, Result } from '../../../shared/study/records.js';
import { trainLeg } from '../../../shared/training/leg.js';
import { defineTuning } from '../../../shared/training/tuning.js';
import { completed } from './records.js';

/** An oracle's handler, as the state machine calls it. */
export type Handler = (event: unknown) => Promise<object>;

/** What opening answers. */
export interface OpenedRun {
  readonly next: string;
  readonly reason?: string;
  readonly study: string;
  readonly created: number;
  readonly run: number;
  readonly round: number;
  readonly ended: number;
  readonly slots: readonly number[];
}

/** What an ask answers, and the next one gives back. */
export interface SlotState {
  readonly next?: 'train' | 'wait' | 'done';
  readonly reason?: string;
  readonly leg?: number;
  readonly turn: number;
}

export interface Closing {
  readonly next: 'again' | 'end';
  readonly status?: string;
  readonly reason?: string;
  readonly round?: number;
}

const unit = { parameters: [{ name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' }] };
const objective = { name: 'score', direction: 'min' as const };
const tuning = defineTuning({ objective, evaluate: (hp) => ({ score: hp.get<number>('x') }) });

/** What opens a study `s`, whose suggestions cost no time, or with `resume` goes on with it. */
export interface OpenOptions {
  readonly study?: string;
  readonly execution?: string;
  readonly resume?: boolean;
  readonly budget?: Budget;
  readonly slots?: number;
  readonly compute?: Compute;
  readonly retries?: number;
  /** @default `x` from 0 to 1 */
  readonly space?: object;
  readonly closed?: Closing | undefined;
}

export async function openRun(handle: Handler, options: OpenOptions = {}): Promise<OpenedRun> {
  const { study = 's', execution = 'e', resume, budget, slots, compute, retries, space = unit, closed } = options;
  const start = { trialFunction: 't', oracle: 'random', seed: 1, ...(retries !== undefined && { retries }) };
  const request = { study, ...(!resume && { start }), ...(budget && { budget }), ...(slots && { slots }) };
  const described = { answer: { tuning: 't', objective, space, ...(compute && { compute }) } };
  const state = { request, described, ...(closed && { closed: { answer: closed } }) };
  return (await handle({ op: 'open', execution, started: '2026-11-24T00:00:00Z', state })) as OpenedRun;
}

export function firstState({ study, created, run, round }: OpenedRun, slot: number): SlotState {
  return { study, created, trialFunction: 't', run, round, slot, turn: 0 } as SlotState;
}

export async function askSlot(handle: Handler, slot: SlotState): Promise<SlotState> {
  return (await handle({ op: 'ask', slot })) as SlotState;
}

export async function closeRound(handle: Handler, opened: OpenedRun, slots: object[] = []): Promise<Closing> {
  return (await handle({ op: 'close', opened, slots })) as Closing;
}

/** Trains a leg by the trial function's own code. */
export async function train(store: Store, { study, created }: OpenedRun, leg: number): Promise<void> {
  const request = { study, created, leg, deadline: Number.POSITIVE_INFINITY, isRepeated: false };
  await trainLeg(store, tuning, { ...request, progressInterval: 1000 });
}

/** Ends a leg as a trial function would, at a given time. */
export async function report(store: Store, study: string, leg: number, changes: Partial<Result>): Promise<void> {
  await store.create(resultKey(study, leg), encodeRecord(completed(leg, leg / 1000, changes)));
}

/** All slots of a round, each until it is told to leave, calling any of the handlers; what each heard at last. */
export async function runSlots(
  pick: () => Handler,
  opened: OpenedRun,
  work: (leg: number) => Promise<void>,
): Promise<SlotState[]> {
  const lane = async (slot: number) => {
    for (let state = firstState(opened, slot); ; ) {
      state = await askSlot(pick(), state);
      if (state.next === 'done') return state;
      if (state.next === 'train') await work(state.leg as number);
    }
  };
  return Promise.all(opened.slots.map(lane));
}
