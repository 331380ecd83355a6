import { useRef, useState } from 'preact/hooks';
import { Refusal } from '../api/request.js';

interface ConfirmedButtonProps {
  readonly name: string;
  /** What the button would do, as a question. */
  readonly question: string;
  /** @throws Refusal */
  readonly onConfirm: () => Promise<void>;
}

/** A button that asks before it acts, and says why where that was refused. */
export function ConfirmedButton({ name, question, onConfirm }: ConfirmedButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const open = () => {
    setRefusal(undefined);
    dialog.current?.showModal();
  };
  const act = async () => {
    setIsBusy(true);
    try {
      await onConfirm();
      dialog.current?.close();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setRefusal(error.message);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <>
      <button type="button" onClick={open}>
        {name}
      </button>
      <dialog ref={dialog} aria-label={question}>
        <p>{question}</p>
        {refusal && <p role="alert">{refusal}</p>}
        <div class="actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            {refusal ? 'Close' : 'Cancel'}
          </button>
          {!refusal && (
            <button type="button" class="strong" disabled={isBusy} onClick={act}>
              {name}
            </button>
          )}
        </div>
      </dialog>
    </>
  );
}
