/** Milliseconds between two looks at the records. */
export const interval = 250;
