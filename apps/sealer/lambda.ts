// The sealer as the rest of the product sees it: the Sealer port, built from an authority.
import type { Sealer } from '#core/sealing.ts';
import type { Authority } from './authority.ts';
import { intake } from './intake.ts';
import { seal } from './seal.ts';

export function sealer({ authority }: { authority: Authority }): Sealer {
  return { intake, seal: (job) => seal(job, authority) };
}
