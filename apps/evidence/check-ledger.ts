// The record in a bundle, held against itself and against what of it stands beside: the policy, the readable events, the anchors.
import { hashedText } from '#core/anchor.ts';
import { checkStream } from '#core/chain.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import type { HashText } from '#core/ids.ts';
import { holdsHead, readAnchors } from './anchor-file.ts';
import { textOf, type Members } from './archive.ts';
import { fails, holds, unchecked, type Finding } from './finding.ts';
import { stampFinding, type CheckStamp } from './check-stamps.ts';
import { FILES } from './layout.ts';
import { eventsIn, eventsText, readLedger, type LedgerFile } from './ledger-file.ts';

export type ReadLedger = { readonly ledger: LedgerFile; readonly events: readonly EnvelopeEvent[] };

/** @returns undefined where nothing else can be held against it */
export function ledgerIn(members: Members): ReadLedger | undefined {
  const ledger = readLedger(textOf(members.get(FILES.ledger)));
  const events = ledger && eventsIn(ledger.stream);
  return ledger && events && { ledger, events };
}

export function checkLedger({ ledger: { stream, envelope, tenant }, events }: ReadLedger, sha256: HashText): Finding {
  const { chain } = checkStream(stream, sha256);
  if (chain !== 'ok') return fails(FILES.ledger, `The record does not hold together: its chain is ${chain.replace('@', ' at entry ')}.`);
  const drafted = events.find((event) => event.type === 'drafted');
  if (drafted?.id !== envelope || drafted.tenant !== tenant)
    return fails(FILES.ledger, `The record is called that of ${envelope}, and its first event is of another envelope.`);
  return holds(
    FILES.ledger,
    `The record of ${envelope} holds together: ${stream.version} entries, head ${stream.commits.at(-1)?.hash ?? ''}.`,
  );
}

export function checkEvents(members: Members, { ledger }: ReadLedger): Finding {
  return textOf(members.get(FILES.events)) === eventsText(ledger.stream)
    ? holds(FILES.events, 'The readable events, with comments and approvals, say what the record says.')
    : fails(FILES.events, 'The readable events say something other than the record.');
}

export function checkPolicy(members: Members, { events }: ReadLedger, sha256: HashText): Finding {
  const policy = members.get(FILES.policy);
  const pinned = events.find((event) => event.type === 'drafted')?.policy.hash;
  if (!policy) return unchecked(FILES.policy, 'The policy that was in force is not in the bundle.');
  return sha256(textOf(policy)) === pinned
    ? holds(FILES.policy, 'The policy is the one whose hash the record pinned.')
    : fails(FILES.policy, 'The policy is not the one whose hash the record pinned.');
}

type Checks = { readonly sha256: HashText; readonly checkStamp: CheckStamp };

export function checkAnchors(
  members: Members,
  { ledger: { stream, envelope, tenant } }: ReadLedger,
  { sha256, checkStamp }: Checks,
): readonly Finding[] {
  const covering = readAnchors(textOf(members.get(FILES.anchors)));
  if (!covering) return [fails(FILES.anchors, 'The anchors cannot be read.')];
  if (covering.length === 0) return [unchecked(FILES.anchors, 'No daily anchor covers this record yet: one is made each night.')];
  return covering.flatMap((one) => {
    const { anchor, head } = one;
    const isOurs = head.envelope === envelope && anchor.tenant === tenant;
    const isOnRecord = stream.commits[head.version - 1]?.hash === head.head;
    if (!isOurs || !holdsHead(one, sha256))
      return [fails(FILES.anchors, `The anchor of ${anchor.day} does not hold, or is not of this record.`)];
    if (!isOnRecord) return [fails(FILES.anchors, `The record is not the one that was anchored on ${anchor.day}: it was written anew.`)];
    const { token } = anchor;
    const stamp = token === null ? ', without a time-stamp by anyone else' : '';
    const entry = holds(FILES.anchors, `Entry ${head.version} is in the anchor of ${anchor.day}${stamp} (${anchor.hash}).`);
    if (token === null) return [entry];
    const found = checkStamp(Buffer.from(token, 'base64'), Buffer.from(hashedText(anchor)));
    return [entry, stampFinding(FILES.anchors, { found, what: `The anchor of ${anchor.day}` })];
  });
}
