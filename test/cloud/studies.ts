import type { StudyDocument, TrialDocument } from '../../shared/study/document.js';
import type { Call } from './client.js';
import { until } from './deployment.js';

type Summary = Omit<StudyDocument, 'trials'>;

/** Starts a study, and waits until it has come to its end. */
export async function runStudy(
  call: Call,
  request: { readonly study: string; readonly [setting: string]: unknown },
): Promise<Summary> {
  const { status, body } = await call('POST', '/studies', request);
  if (status !== 202) throw new Error(`The study was not started: ${JSON.stringify(body)}`);
  return ended(call, request.study);
}

export async function ended(call: Call, study: string): Promise<Summary> {
  const summary = async () => (await call('GET', `/studies/${study}`)).body as Summary;
  return until(summary, ({ status }) => ['completed', 'stopped', 'failed'].includes(status));
}

export async function trialsOf(call: Call, study: string): Promise<readonly TrialDocument[]> {
  return (await call('GET', `/studies/${study}/trials?limit=1000`)).body.trials;
}
