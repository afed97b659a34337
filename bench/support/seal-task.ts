// One measurement of a seal, as the bench hands it to a fresh process, and what that process answers.

export type SealKeys = {
  /** Paths of PEM files. */
  readonly certificate: string;
  readonly key: string;
  readonly root: string;
  readonly tsaUrl: string;
  /** Where a sealed file may be put. */
  readonly out: string;
};

export type SealTask = {
  /** `job`: all that the product does to seal a document, and to check it. */
  readonly who: 'ours' | 'theirs' | 'job';
  readonly level: 'B-B' | 'B-LTA';
  readonly file: string;
  readonly keys: SealKeys;
  /** Measured after the same was done once before. */
  readonly isLater?: true;
};

export type SealTook = {
  readonly ms: number;
  readonly cpuMs: number;
  /** Of all memory that was resident at once, since the process began. */
  readonly megabytes: number;
  /** Before anything was read. */
  readonly idle: number;
  /** Sealed bytes, so that nobody is fast by doing nothing. */
  readonly bytes: number;
};
