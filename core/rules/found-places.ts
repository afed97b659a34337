// Whose the places are that were found in a draft's documents, and what becomes of those that its sender placed by hand when the draft
// changes.
import type { DraftContent, DraftRecipient } from '../command.ts';
import type { Draft, Envelope } from '../envelope.ts';
import type { EventBody } from '../events.ts';
import type { Field, FieldPlan, FoundPlace } from '../fields.ts';
import { recipientIdOf, type RecipientId } from '../ids.ts';
import { sameAddress } from './answers.ts';
import { remarksOnPlaces, type Placeless } from './place-remarks.ts';
import { fieldId, isWithin, MOST_FIELDS } from './placing.ts';

/** @property turn how many seats of the same person come before it */
type Signer = { readonly id: RecipientId; readonly email: string; readonly turn: number };
type Owned = FieldPlan & { readonly recipient: RecipientId };
export type Placed = { readonly fields: readonly EventBody[]; readonly remarks: readonly string[] };

/** @param before the draft that this content replaces, if there is one */
export function fieldsFor(content: DraftContent, before: Envelope): Placed {
  const signers = signersOf(content);
  const old = before.status === 'draft' ? before : undefined;
  const own: Owned[] = [];
  const placeless: Placeless[] = [];
  for (const document of content.documents) {
    const kept = old ? keptByHand(old, { document, signers }) : undefined;
    own.push(...(kept?.fields ?? []));
    for (const place of content.places?.[document.id] ?? []) {
      const signer = signerFor(place, signers);
      if (!signer) placeless.push({ filename: document.filename, place });
      else if (isWithin(document, place.place) && !kept?.people.has(signer.id)) own.push(plannedFor(signer.id, document.id, place));
    }
  }
  const fields = own.slice(0, MOST_FIELDS).map((field, index) => ({ type: 'field-placed', id: fieldId(index), ...field }) as const);
  // A draft without people is unfinished: whom it lacks is said of it as a whole.
  const open = content.recipients.length === 0 ? [] : placeless;
  const about = { signers: signers.length, documents: content.documents.length, dropped: own.length - fields.length };
  return { fields, remarks: remarksOnPlaces(open, about) };
}

/** In the order in which they were named, whatever their step: “the second signer” is the second whom the sender wrote down. */
function signersOf({ recipients }: { readonly recipients: readonly Pick<DraftRecipient, 'role' | 'email'>[] }): readonly Signer[] {
  const seats = recipients.map(({ role, email }, index) => ({ role, email, id: recipientIdOf(index + 1) }));
  const signers = seats.filter(({ role }) => role === 'signer');
  return signers.map((one, index) => ({
    ...one,
    turn: signers.slice(0, index).filter(({ email }) => sameAddress(email, one.email)).length,
  }));
}

/** A place that names nobody is for the one who signs, if only one does. */
function signerFor({ who }: FoundPlace, signers: readonly Signer[]): Signer | undefined {
  if (who !== undefined) return signers[who - 1];
  return signers.length === 1 ? signers[0] : undefined;
}

function plannedFor(recipient: RecipientId, document: string, found: FoundPlace): Owned {
  const { kind, label, isRequired, placedBy, place, covers } = found;
  return { document, kind, label, isRequired, placedBy, place, ...(covers === undefined ? {} : { covers }), recipient };
}

type Kept = { readonly fields: readonly Owned[]; readonly people: ReadonlySet<RecipientId> };
type Anew = { readonly document: DraftContent['documents'][number]; readonly signers: readonly Signer[] };

/**
 * In a document where the sender placed something by hand, all fields are as they left them: what they took away does not come back. It
 * holds for the same document (by its bytes) and for people who signed before (by their address); for the others it is looked for anew.
 */
function keptByHand(old: Draft, { document, signers }: Anew): Kept | undefined {
  const same = old.documents.filter(({ sha256 }) => sha256 === document.sha256);
  const former = same.find(({ id }) => id === document.id) ?? same[0];
  const fields = old.fields.filter((field) => field.document === former?.id);
  if (!fields.some(({ placedBy }) => placedBy === 'sender')) return undefined;
  const before = signersOf(old);
  const heirs = new Map(signers.flatMap((signer) => before.filter((one) => isSame(one, signer)).map(({ id }) => [id, signer.id] as const)));
  return {
    fields: fields.flatMap((field) => inherited(heirs.get(field.recipient), document.id, field)),
    people: new Set(heirs.values()),
  };
}

/** Whoever signs in two steps has two seats. */
function isSame(a: Signer, b: Signer): boolean {
  return a.turn === b.turn && sameAddress(a.email, b.email);
}

function inherited(recipient: RecipientId | undefined, document: string, { id: _, ...plan }: Field): readonly Owned[] {
  return recipient === undefined ? [] : [{ ...plan, document, recipient }];
}
