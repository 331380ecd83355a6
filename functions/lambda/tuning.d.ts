/** What the bundler puts in its place: the default export of a tuning module, not yet checked. */
declare module 'stepladder:tuning' {
  const tuning: unknown;
  export default tuning;
}

/** What the bundler puts in its place: files of oracle modules and their default exports, not yet checked. */
declare module 'stepladder:oracles' {
  const oracles: readonly (readonly [file: string, oracle: unknown])[];
  export default oracles;
}
