// What a check of a bundle says: one sentence each, whether it holds, and of which file it speaks.
export type Finding = {
  /** `unchecked`: it could not be looked at for a reason that is on record, such as an erasure. */
  readonly result: 'holds' | 'fails' | 'unchecked';
  /** The path in the bundle; null where it speaks of the whole. */
  readonly path: string | null;
  readonly sentence: string;
};

export function holds(path: string | null, sentence: string): Finding {
  return { result: 'holds', path, sentence };
}

export function fails(path: string | null, sentence: string): Finding {
  return { result: 'fails', path, sentence };
}

export function unchecked(path: string | null, sentence: string): Finding {
  return { result: 'unchecked', path, sentence };
}
