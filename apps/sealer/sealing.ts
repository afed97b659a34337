// What the settings say about sealing, made into what the sealer works with: whose key, who is asked for the time, who for proofs.
import { readFile } from 'node:fs/promises';
import type { SealConfig } from '#apps/seal-config.ts';
import type { Instant } from '#core/time.ts';
import { localAuthority, type Authority } from './authority.ts';
import { revocation } from './long-term/revocation.ts';
import { ownAuthority } from './seal-key.ts';
import type { Lasting } from './seal.ts';
import { timeStamps } from './stamping/time-stamps.ts';

type Settings = {
  /** Absent: an authority of this machine, and no time-stamps. */
  readonly config: SealConfig | undefined;
  /** Of the authority that this machine makes for itself. */
  readonly folder: string;
  /** The product's clock. Live it is the machine's, as that of those who are asked; the demo has an authority of its own time. */
  readonly clock: () => Instant;
};

/** @property anchors PEM: what a seal of ours and its time-stamp lead to */
export type SealingParts = { readonly authority: Authority; readonly lasting?: Lasting; readonly anchors: readonly string[] };

export async function sealingParts({ config, folder, clock }: Settings): Promise<SealingParts> {
  const authority = config?.own ? await ownAuthority(config.own) : await localAuthority(folder, clock());
  const tsa = await tsaAnchors(config);
  const anchors = [authority.caPem, ...tsa];
  if (!config || config.level === 'B-B') return { authority, anchors };
  const now = () => new Date(clock());
  const stamps = timeStamps({ urls: config.tsaUrls, anchors: tsa, now });
  return {
    authority,
    anchors,
    lasting: { level: config.level, timeStamps: stamps, revocation: revocation({ now, known: anchors }) },
  };
}

export async function tsaAnchors(config: Pick<SealConfig, 'tsaCa'> | undefined): Promise<readonly string[]> {
  if (config?.tsaCa === undefined) return [];
  const { tsaCa } = config;
  const pem = await readFile(tsaCa, 'utf8').catch((cause: unknown) => {
    throw new Error(`Could not read ${tsaCa}, which TSA_CA names. Check that it is there and may be read.`, { cause });
  });
  return [pem];
}
