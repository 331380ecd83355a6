/** What the bundler puts in its place: the default export of a tuning module, not yet checked. */
declare module 'stepladder:tuning' {
  const tuning: unknown;
  export default tuning;
}

/** What the bundler puts in its place: default exports of oracle modules by their files, not yet checked. */
declare module 'stepladder:oracles' {
  const oracles: Readonly<Record<string, unknown>>;
  export default oracles;
}
