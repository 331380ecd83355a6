/** aws-local-stepfunctions needs `Promise.withResolvers` (ECMAScript 2024), which Node 20 lacks. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: unknown) => void } {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((resolveIt, rejectIt) => {
    [resolve, reject] = [resolveIt, rejectIt];
  });
  return { promise, resolve, reject };
}

if (!('withResolvers' in Promise)) Object.assign(Promise, { withResolvers });
