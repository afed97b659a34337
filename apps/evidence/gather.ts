// Everything that a tenant holds about one envelope, brought together for its bundle. What should be there and is not is said in words.
import { canonical } from '#core/canonical.ts';
import { eventsOf } from '#core/chain.ts';
import { isWhollyErased } from '#core/erasure.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, HashText, TenantId } from '#core/ids.ts';
import type { Blobs, Ledger, Table, TokenClaim } from '#core/ports.ts';
import { DEFAULT_POLICY, type Policy } from '#core/policy/policy.ts';
import type { Stream } from '#core/record.ts';
import { blobKeys } from '#apps/ports.ts';
import type { Anchors } from '#stores/anchors.ts';
import { belongingsOf, linksIn, seenCards, type BlobNames } from '#stores/belongings.ts';
import type { Effects } from '#stores/effects.ts';
import type { RevocableTokens } from '#stores/tokens.ts';
import { coveringAnchors } from './anchor-file.ts';
import { instructions } from './instructions.ts';
import { FILES, placeOf } from './layout.ts';
import { eventsText, ledgerText } from './ledger-file.ts';

export type EvidenceParts = {
  readonly table: Table;
  readonly ledger: Pick<Ledger, 'load'>;
  readonly effects: Pick<Effects, 'list'>;
  readonly anchors: Pick<Anchors, 'all'>;
  readonly blobs: Pick<Blobs, 'get'>;
  readonly tokens: Pick<RevocableTokens, 'isLive'>;
  readonly names: BlobNames;
  /** All that the tenant ever chose. */
  readonly policies: (tenant: TenantId) => Promise<readonly Policy[]>;
  readonly sha256: HashText;
  /** PEM of the CA that issued the seal's certificate, where it is the installation's own. */
  readonly authority: string | undefined;
};

export type Gathered =
  | { readonly ok: true; readonly members: ReadonlyMap<string, Uint8Array>; readonly missing: readonly string[] }
  | { readonly ok: false; readonly why: string };

type Asked = { readonly tenant: TenantId; readonly envelope: EnvelopeId };

export async function gather(parts: EvidenceParts, { tenant, envelope }: Asked): Promise<Gathered> {
  const stream = await parts.ledger.load(tenant, envelope);
  const state = fold(stream);
  if (state.status === 'none') return no(`There is no envelope ${envelope}.`);
  // Mails hold personal links, and as long as it is open those can act.
  if (state.status === 'draft' || state.status === 'sent')
    return no(`${envelope} is still open, and the mails in a bundle hold links that act for people. Bundle it when it is over.`);
  if (isWhollyErased(stream))
    return no(`What was personal about ${envelope} was erased, so there is no evidence of it any more. Its chain can be seen with trace.`);

  const open = await liveLinks(parts.tokens, linksOf({ tenant, envelope, stream }));
  if (open.length > 0)
    return no(
      `${open.length === 1 ? 'A personal link' : `${open.length} personal links`} in the mails about ${envelope} still open its page, so that whoever gets the bundle could come as another. End them with --end-links; mails that are sent later carry new ones.`,
    );

  const files = new Map<string, string>();
  const missing = [...erasures(stream)];
  const members = new Map<string, Uint8Array>();
  for (const key of await blobsOf(parts, { tenant, envelope, stream })) {
    const place = placeOf(key);
    const content = await bytesOf(parts.blobs, key);
    if (place && content) {
      members.set(place.path, content);
      files.set(place.path, place.what);
    } else if (place && isExpected(key)) missing.push(`${place.path}, ${place.what}, is not in the stores any more.`);
  }
  const { policy } = state;
  const known = [...(await parts.policies(tenant)), DEFAULT_POLICY];
  const pinned = known.map((one) => canonical(one)).find((text) => parts.sha256(text) === policy.hash);
  if (pinned === undefined) missing.push(`The policy ${policy.hash}, which was in force, is not in the stores any more.`);
  const anchored = coveringAnchors(envelope, await parts.anchors.all(tenant), parts.sha256);
  const about = {
    format: 'countersign-bundle/1',
    envelope,
    tenant,
    status: state.status,
    commits: stream.version,
    head: stream.commits.at(-1)?.hash,
    files: [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([path, what]) => ({ path, what })),
    missing,
  };
  const texts: readonly (readonly [string, string | undefined])[] = [
    [FILES.about, `${JSON.stringify(about, null, 2)}\n`],
    [FILES.ledger, ledgerText({ envelope, tenant, stream })],
    [FILES.events, eventsText(stream)],
    [FILES.policy, pinned],
    [FILES.anchors, `${JSON.stringify(anchored, null, 2)}\n`],
    [FILES.authority, parts.authority],
    [FILES.instructions, instructions({ envelope, missing })],
  ];
  for (const [path, text] of texts) if (text !== undefined) members.set(path, new TextEncoder().encode(text));
  return { ok: true, members, missing };
}

/** Those to the page. A reply address lets nobody act but whose mail is proven to be the person's own. */
export function linksOf({ tenant, envelope, stream }: Asked & { readonly stream: Stream }): readonly TokenClaim[] {
  return linksIn({ tenant, envelope, stream, scope: null }).filter(({ purpose }) => purpose === 'page');
}

async function liveLinks(tokens: EvidenceParts['tokens'], links: readonly TokenClaim[]): Promise<readonly TokenClaim[]> {
  const live = await Promise.all(links.map(async (link) => tokens.isLive(link)));
  return links.filter((_, at) => live[at]);
}

/** A sealed file begins with its presented one, which need not be there twice. */
async function blobsOf(
  parts: EvidenceParts,
  { tenant, envelope, stream }: Asked & { readonly stream: Stream },
): Promise<readonly string[]> {
  const found = await belongingsOf(parts, { tenant, envelope, stream, scope: null, upTo: stream.version });
  const isSealed = found.events.some(({ type }) => type === 'sealed');
  const documents = found.documents.filter((key) => !isSealed || placeOf(key)?.path.startsWith('documents/presented/') !== true);
  const cards = await seenCards(parts, { tenant, evidence: found.evidence });
  const keys = [...documents, ...found.evidence, ...found.copies, ...found.requests.flatMap(parts.names.ofRequest), ...cards];
  const proofs = keys.flatMap((key) => {
    const hash = /^inbound\/mail\/([0-9a-f]{64})$/.exec(key)?.[1];
    return hash === undefined ? [] : [blobKeys.inboundVerdict(hash)];
  });
  return [...new Set([...keys, ...proofs])].toSorted();
}

/** A time-stamp is there where somebody was asked for it. Not every mail is proven: one that asks or starts something proves no act. And what never became an act may have left nothing. */
function isExpected(key: string): boolean {
  return !key.startsWith('inbound/verdicts/') && !key.endsWith('.tst');
}

function erasures(stream: Stream): readonly string[] {
  return eventsOf(stream).flatMap(({ event }) =>
    event.type === 'erased'
      ? [
          `What was personal about recipient ${event.recipient ?? ''} was erased on ${event.at.slice(0, 10)}: names, words, mails and cards of theirs are not here.`,
        ]
      : [],
  );
}

async function bytesOf(blobs: Pick<Blobs, 'get'>, key: string): Promise<Uint8Array | undefined> {
  const content = await blobs.get(key);
  return content && Buffer.concat(await Array.fromAsync(content));
}

function no(why: string): Gathered {
  return { ok: false, why };
}
