import type { Refusal } from '../api/request.js';

/** Why the page shows nothing, or nothing new. */
export function Notice({ refusal }: { refusal: Refusal | undefined }) {
  return refusal ? (
    <p class="notice" role="alert">
      {refusal.message}
    </p>
  ) : null;
}
