/** What a disk has not done by then it will not do, ms: a person waits at the gate. */
export const diskPatienceMs = 10_000;

/** The result of `work`; rejects with an Error when it takes longer than `ms`. */
export async function withinTime<T>(work: Promise<T>, what: string, ms = diskPatienceMs): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms / 1000} s.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
