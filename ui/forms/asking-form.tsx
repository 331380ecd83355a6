import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Refusal } from '../api/request.js';
import { Notice } from '../parts/notice.js';

interface AskingFormProps {
  /** What its button says. */
  readonly action: string;
  /** @throws Refusal */
  readonly onSubmit: () => Promise<void>;
  /** Called with why the API refused; undefined when it is asked anew. */
  readonly onRefusal?: (refusal: Refusal | undefined) => void;
  readonly children: ComponentChildren;
}

/** A form that asks the API for something once the browser finds its fields right, and says why where that was refused. */
export function AskingForm({ action, onSubmit, onRefusal, children }: AskingFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [refusal, setRefusal] = useState<Refusal>();
  const [isBusy, setIsBusy] = useState(false);
  const show = (next: Refusal | undefined) => {
    setRefusal(next);
    onRefusal?.(next);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    setIsBusy(true);
    show(undefined);
    try {
      await onSubmit();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      show(error);
      // Once the faults are drawn, the first of them is where to go on.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form ref={form} onSubmit={submit} class="asking">
      {children}
      <Notice refusal={refusal} />
      <div class="actions">
        <button type="submit" class="strong" disabled={isBusy}>
          {action}
        </button>
      </div>
    </form>
  );
}
