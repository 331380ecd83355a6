import { useRef, useState } from 'preact/hooks';
import { Refusal } from '../api/request.js';

interface ConfirmedButtonProps {
  readonly name: string;
  /** What it acts on, where there are several of its name. */
  readonly subject?: string;
  /** What the button would do, as a question. */
  readonly question: string;
  /** What must be typed first: of something that cannot be taken back. */
  readonly typed?: string;
  /** @throws Refusal */
  readonly onConfirm: () => Promise<void>;
}

/** A button that asks before it acts, and says why where that was refused. */
export function ConfirmedButton({ name, subject, question, typed, onConfirm }: ConfirmedButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [text, setText] = useState('');
  const open = () => {
    setRefusal(undefined);
    setText('');
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
      <button type="button" onClick={open} {...(subject !== undefined && { 'aria-label': `${name} ${subject}` })}>
        {name}
      </button>
      <dialog ref={dialog} aria-label={question}>
        <p>{question}</p>
        {typed !== undefined && !refusal && (
          <label class="field">
            Type {typed} to confirm
            <input
              type="text"
              value={text}
              autocomplete="off"
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
        )}
        {refusal && <p role="alert">{refusal}</p>}
        <div class="actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            {refusal ? 'Close' : 'Cancel'}
          </button>
          {!refusal && (
            <button type="button" class="strong" disabled={isBusy || text !== (typed ?? text)} onClick={act}>
              {name}
            </button>
          )}
        </div>
      </dialog>
    </>
  );
}
