// A seal that lasts, in tests: an authority whose certificate can be asked about, a time-stamping authority, and what the sealer is given of them.
import type { Authority } from '#apps/sealer/authority.ts';
import { revocation } from '#apps/sealer/long-term/revocation.ts';
import type { Lasting } from '#apps/sealer/seal.ts';
import { keySigner } from '#apps/sealer/signer.ts';
import { timeStamps } from '#apps/sealer/stamping/time-stamps.ts';
import { fakeOcsp } from './fake-ocsp.ts';
import { fakeTsa, tsaCertificate } from './fake-tsa.ts';
import { access, issue, pemOf, revocationListAt, usedFor, USAGES, type Issued } from './test-pki.ts';

const ca = issue({ name: 'Contoso root', isCa: true });
/** One authority issues for both, so that one responder answers about both. */
export const ROOT = pemOf(ca.der);

type Settings = { readonly askedBy?: Asked; readonly from?: Date; readonly timeoutMs?: number };
type Asked = 'ocsp' | 'list' | 'both' | 'none';

export async function lastingParts({ askedBy = 'ocsp', from, timeoutMs = 5_000 }: Settings = {}) {
  const ocsp = await fakeOcsp();
  ocsp.known.issuer = ca;
  ocsp.known.stranger = issue({ name: 'A stranger', isCa: true });
  const whomToAsk = [
    ...(askedBy === 'ocsp' || askedBy === 'both' ? [access({ ocsp: `${ocsp.base}/ocsp`, issuer: `${ocsp.base}/issuer` })] : []),
    ...(askedBy === 'list' || askedBy === 'both' ? [revocationListAt(`${ocsp.base}/list`)] : []),
  ];
  const seal = issue({ name: 'Contoso AG seal', by: ca, extensions: whomToAsk, ...(from && { from }) });
  const tsa = await fakeTsa({ ca, certificate: tsaCertificate({ by: ca, extensions: [usedFor(USAGES.timeStamping), ...whomToAsk] }) });
  const stamps = timeStamps({ urls: [tsa.url], anchors: [ROOT], now: () => new Date(), timeoutMs });
  const lasting = (level: Lasting['level']): Lasting => ({
    level,
    timeStamps: stamps,
    revocation: revocation({ now: () => new Date(), known: [ROOT], timeoutMs }),
  });
  return { ocsp, tsa, authority: authorityOf(seal), lasting };
}

function authorityOf({ der, keys, name }: Issued): Authority {
  const signer = keySigner({ certificate: der, chain: [ca.der], algorithm: 'ECDSA_SHA_256', key: keys.privateKey });
  return { signer, caPem: ROOT, name, isLocal: false };
}
