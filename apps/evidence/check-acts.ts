// The raw proof of every act on record: replies by mail with the DNS answers of their day, forms and presses as they came in, and the cards
// on which people pressed.
import { belongsTo } from '#core/erasure.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import type { EvidenceRef } from '#core/terms.ts';
import { sha256Hex, textOf, type Members } from './archive.ts';
import { fails, holds, unchecked, type Finding } from './finding.ts';
import { pathOf } from './layout.ts';
import { cardsSeenIn } from './seen-cards.ts';

/** Checks a reply offline; belongs to the mail channel. */
export type CheckMail = (
  raw: Buffer,
  proof: unknown,
) => Promise<
  | { readonly ok: true; readonly from: string; readonly domain: string; readonly receivedAt: string }
  | { readonly ok: false; readonly why: string }
>;

export async function checkActs(members: Members, events: readonly EnvelopeEvent[], checkMail: CheckMail): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [at, event] of events.entries()) {
    if (!('evidence' in event)) continue;
    const isErased = events.slice(at).some((later) => later.type === 'erased' && belongsTo(event, later.recipient));
    findings.push(...(await checkAct({ members, evidence: event.evidence, act: actOf(event), isErased, checkMail })));
  }
  return findings;
}

type Act = {
  readonly members: Members;
  readonly evidence: EvidenceRef;
  readonly act: string;
  readonly isErased: boolean;
  readonly checkMail: CheckMail;
};

async function checkAct({ members, evidence, act, isErased, checkMail }: Act): Promise<readonly Finding[]> {
  const { kind, reference } = evidence;
  const hash = reference.split('/').at(-1) ?? '';
  const path = kind === 'mail' ? pathOf.received(hash) : pathOf.act(hash);
  const content = members.get(path);
  if (!content && isErased) return [unchecked(path, `The proof of ${act} was erased, as the record says.`)];
  if (!content) return [fails(path, `The proof of ${act} is missing.`)];
  if (sha256Hex(content) !== hash) return [fails(path, `The proof of ${act} is not the one that the record names.`)];
  if (kind !== 'mail') return [holds(path, `${upper(act)} is proven by ${SAID[kind]} as it came in.`), ...cardsOf(members, content, act)];
  const proof = jsonIn(textOf(members.get(pathOf.proof(hash))));
  const found = await checkMail(Buffer.from(content), proof);
  return [
    found.ok
      ? holds(
          path,
          `${upper(act)} is proven by a mail from ${found.from}, signed by ${found.domain} (DKIM) when it came, ${found.receivedAt}.`,
        )
      : fails(path, `The mail that is to prove ${act} proves nothing: ${found.why}.`),
  ];
}

const SAID = { page: 'the form on the document’s page', slack: 'the action in Slack', teams: 'the action in Teams' } as const;

function cardsOf(members: Members, proof: Uint8Array, act: string): readonly Finding[] {
  return cardsSeenIn(textOf(proof)).map((hash) => {
    const path = pathOf.card(hash);
    const card = members.get(path);
    if (!card) return unchecked(path, `The card that was seen for ${act} is not kept any more.`);
    return sha256Hex(card) === hash
      ? holds(path, `The card that was seen for ${act} is the one that the proof names.`)
      : fails(path, `The card that was seen for ${act} is another than the proof names.`);
  });
}

function actOf(event: EnvelopeEvent): string {
  const who = 'recipient' in event && event.recipient !== null ? event.recipient : event.by.seat;
  return `“${event.type}” of ${who} at ${event.at}`;
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What is no JSON is no proof. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
