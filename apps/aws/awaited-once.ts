// What a function makes at its first call and keeps for the others. A failure is not kept: the next call tries again.
export function awaitedOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => {
    made ??= make();
    return made.catch((fault: unknown) => {
      made = undefined;
      throw fault;
    });
  };
}
