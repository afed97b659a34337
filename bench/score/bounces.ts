// Reports of mail systems: whose message did not arrive, which has a target, and why, which is only shown. The labels name reasons by
// another scheme, so that of each the ones that mean the same are right; where it says less than ours, several are.
import type { BounceReason } from '#core/terms.ts';
import type { Explanation } from '#apps/email/explain.ts';
import type { Read } from './run.ts';
import { scored, type Miss, type Verdict } from './verdict.ts';

type Report = NonNullable<Explanation['report']>;

const SAME: Readonly<Record<string, readonly BounceReason[]>> = {
  userunknown: ['no-such-person'],
  hostunknown: ['no-such-domain'],
  hasmoved: ['moved'],
  suspend: ['mailbox-closed'],
  mailboxfull: ['mailbox-full'],
  mesgtoobig: ['too-large'],
  exceedlimit: ['too-large'],
  spamdetected: ['taken-for-spam'],
  badreputation: ['taken-for-spam'],
  blocked: ['taken-for-spam', 'against-policy'],
  authfailure: ['against-policy'],
  policyviolation: ['against-policy'],
  norelaying: ['against-policy'],
  requireptr: ['against-policy', 'taken-for-spam'],
  securityerror: ['against-policy'],
  rejected: ['against-policy', 'taken-for-spam', 'no-such-domain'],
  filtered: ['no-such-person', 'against-policy', 'mailbox-closed', 'taken-for-spam'],
  notaccept: ['no-such-domain', 'against-policy'],
  contenterror: ['content-refused'],
  virusdetected: ['content-refused'],
  notcompliantrfc: ['content-refused', 'against-policy'],
  speeding: ['too-many'],
  toomanyconn: ['too-many'],
  expired: ['unreachable'],
  networkerror: ['unreachable'],
};

export function scoreBounces(reads: readonly Read[]): Verdict {
  const named = reads.filter(({ item }) => item.scores.includes('bounce-recipient'));
  const explained = reads.filter(({ item }) => item.scores.includes('bounce-reason') && labelOf(item).some(({ reason }) => reason in SAME));
  return {
    scores: [
      scored({ name: 'bounce recipient', n: named.length, target: 0.95, best: 'not measured', misses: named.flatMap(recipientMiss) }),
      scored({
        name: 'bounce reason',
        n: explained.length,
        best: 'not measured (labels are sisimai’s own)',
        misses: explained.flatMap(reasonMiss),
      }),
    ],
    nevers: [],
  };
}

/** Where the mail was sent on, the label may name the address that was written to. */
function recipientMiss({ item, explained }: Read): Miss[] {
  const wanted = (item.expected.failed_recipients ?? []).map((address) => address.toLowerCase());
  const found = failedOf(explained?.report).map(({ address, original = address }) => [address.toLowerCase(), original.toLowerCase()]);
  const isRight =
    wanted.every((one) => found.some((names) => names.includes(one))) && found.every((names) => names.some((one) => wanted.includes(one)));
  if (isRight) return [];
  return [{ path: item.path, why: `${listed(found.map(([address = '']) => address))} named, expected ${listed(wanted)}` }];
}

function listed(addresses: readonly string[]): string {
  return addresses.join(', ') || 'nobody';
}

function reasonMiss({ item, explained }: Read): Miss[] {
  const wanted = labelOf(item).map(({ reason }) => reason);
  const found = failedOf(explained?.report).map(({ reason }) => reason);
  const isRight = wanted.every((label) => !(label in SAME) || found.some((reason) => SAME[label]?.includes(reason)));
  return isRight ? [] : [{ path: item.path, why: `${found.join(', ') || 'no reason'} was read, expected ${wanted.join(', ')}` }];
}

function labelOf({ expected }: Read['item']): NonNullable<Read['item']['expected']['recipients']> {
  return expected.recipients ?? [];
}

function failedOf(report: Report | undefined) {
  return report?.kind === 'delivery' ? report.recipients.filter(({ action }) => action !== 'delivered') : [];
}
