import { post } from '../api/request.js';
import { ConfirmedButton } from './confirmed-button.js';

/** Stops a study after a question. */
export function StopButton({ study, onStopped }: { study: string; onStopped: () => void }) {
  const stop = async () => {
    await post(`/studies/${study}/stop`, {});
    onStopped();
  };
  const question = `Stop ${study}? Models pause at the end of their epoch, evaluations finish.`;
  return <ConfirmedButton name="Stop" question={question} onConfirm={stop} />;
}
