/** A status, coloured and in words. */
export function Status({ status }: { status: string }) {
  return <span class={`status ${status}`}>{status}</span>;
}
