/** A text as bytes, in a Buffer as records come. */
export const bytes = (text: string): Uint8Array => Buffer.from(text);

/** The text of an object, undefined if there is none. */
export const text = (body: Uint8Array | undefined): string | undefined => body && Buffer.from(body).toString('utf8');
