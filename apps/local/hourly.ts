// What must be done from time to time whether or not anything happens, such as renewing tokens; by the machine's clock.

const HOUR_MS = 60 * 60 * 1_000;

type Settings = { readonly doing: string; readonly report: (fault: unknown, doing: string) => void };

/** At once, then every hour. @returns what ends it, once what is under way is done */
export function hourly(work: () => Promise<void>, { doing, report }: Settings): () => Promise<void> {
  let last: Promise<void>;
  const run = () => {
    last = work().catch((fault: unknown) => report(fault, doing));
  };
  run();
  const timer = setInterval(run, HOUR_MS);
  return async () => {
    clearInterval(timer);
    await last;
  };
}
