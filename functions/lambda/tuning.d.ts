/** What the bundler puts in its place: the default export of a tuning module, not yet checked. */
declare module 'stepladder:tuning' {
  const tuning: unknown;
  export default tuning;
}
