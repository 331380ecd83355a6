import type { Failure } from './records.js';

/** Characters of a code, and of a message or stack, that are kept. */
const longestCode = 100;
const longestText = 8000;

/** A failure, cut to what a record should hold: whoever fails may say as much as they like. */
export function shortFailure({ code, message, stack }: Failure): Failure {
  return {
    code: code.slice(0, longestCode),
    message: message.slice(0, longestText),
    ...(stack !== undefined && { stack: stack.slice(0, longestText) }),
  };
}
