/** Trains the legs of one slot, one after another: calls the handler of the trial function. */
export interface Trainer {
  /**
   * @param limit seconds that the call may take. @default no limit
   * @throws what the handler threw, by name and message; or what became of the process that it was called in. What was printed
   *   before may be in its `log`
   */
  call(event: object, limit?: number): Promise<object>;
  /** Ends at once; a call that is under way ends as Interrupted. */
  kill(): void;
  /** Ends; there is no call under way. */
  close(): void;
}
