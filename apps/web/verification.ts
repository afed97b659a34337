// What is found out about a PDF that claims to be sealed.
export type Verification = {
  readonly sealed: boolean;
  /** Nothing was changed, and everything that can be checked holds. */
  readonly intact: boolean;
  readonly coversWholeFile: boolean;
  readonly signer: string | null;
  readonly trust: 'trusted' | 'unknown-issuer';
  /** PAdES baseline level. */
  readonly level: string | null;
  readonly timestamp: string | null;
  readonly ledger: { readonly events: number; readonly chain: string } | null;
  /** When the sealer says that it sealed. */
  readonly claimedTime: string | null;
  /** In sentences, as is what does not hold. */
  readonly changesAfterSeal: readonly string[];
  readonly why: string | null;
};
