// English: the signature page and the certificate of completion. A court, an auditor or a signer must understand them alone.
import type { FieldKind } from '../../fields.ts';
import type { Happened, SealLevel } from '../../sealing.ts';

type Told = { readonly who: string; readonly whom: string };

const HAPPENED: Record<Happened['what'], (told: Told) => string> = {
  sent: ({ who }) => `${who} sent the document.`,
  'asked-to-sign': ({ who }) => `${who} was asked to sign.`,
  'asked-to-read': ({ who }) => `${who} was asked to read it.`,
  opened: ({ who }) => `${who} opened the document.`,
  agreed: ({ who }) => `${who} agreed to electronic records.`,
  held: ({ who }) => `${who} answered; more proof was asked for.`,
  signed: ({ who, whom }) => `${who} signed${whom === '' ? '' : ` on behalf of ${whom}`}.`,
  acknowledged: ({ who, whom }) => `${who} confirmed to have read it${whom === '' ? '' : ` on behalf of ${whom}`}.`,
  declined: ({ who }) => `${who} declined.`,
  withdrawn: ({ who }) => `${who} took the answer back.`,
  delegated: ({ who, whom }) => `${who} handed over to ${whom}.`,
  reassigned: ({ who, whom }) => `The sender gave the place of ${who} to ${whom}.`,
  escalated: ({ who, whom }) => `${whom} was asked as well as ${who}.`,
  corrected: ({ who }) => `The sender corrected the address of ${who}.`,
  released: ({ who }) => `${who} was no longer needed.`,
  disputed: ({ who }) => `${who} disputed it; everything was put on hold.`,
  resolved: () => 'The sender went on with it after the dispute.',
  completed: () => 'The last needed act was recorded; the envelope was complete.',
  sealed: () => 'The documents were sealed.',
};

const LEVELS: Record<SealLevel, string> = {
  'B-B': 'No independent authority had confirmed the time when the seal was made.',
  'B-T': 'An independent time-stamping authority confirms when the seal was made.',
  'B-LT':
    'An independent time-stamping authority confirms when the seal was made, and the file carries what shows that its certificates were valid then.',
  'B-LTA':
    'An independent time-stamping authority confirms when the seal was made, the file carries what shows that its certificates were valid then, and a further time-stamp preserves all of it.',
};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const KINDS: Record<FieldKind, string> = {
  signature: 'Signature',
  initials: 'Initials',
  date: 'Date',
  text: 'Text',
  checkbox: 'Checkbox',
};

const file = (isAttached: boolean) => (isAttached ? 'the sealed file' : 'this file');

export const enCertificate = {
  kicker: 'Certificate of completion',
  fileTitle: (title: string) => `Certificate of completion: ${title}`,
  footer: 'Signatures and certificate of completion',
  page: ({ number, of }: { number: number; of: number }) => `${number} of ${of}`,
  reference: (id: string) => `Reference ${id}`,
  sentBy: ({ name, organisation }: { name: string; organisation: string }) => `Sent by ${name}, ${organisation}`,
  local:
    'This seal comes from a locally generated authority: the computer that ran Countersign made the certificate for itself. The seal shows ' +
    'whether the file was changed. That it is the seal of a particular organisation it shows only to someone who was given that computer’s CA certificate.',
  signatures: {
    kicker: 'Signatures',
    intro: (count: number) =>
      `${count === 1 ? 'The person below has signed' : `The ${count} people below have signed`} this document electronically. How each signature was made is told in the certificate of completion.`,
    typed: 'Signed electronically by typing this name',
    onBehalfOf: (name: string) => `on behalf of ${name}`,
  },
  status: {
    completed: 'Completed',
    summary: ({ signed, read }: { signed: number; read: number }) =>
      [
        ...(signed > 0 ? [signed === 1 ? '1 person signed' : `${signed} people signed`] : []),
        ...(read > 0 ? [read === 1 ? '1 person confirmed to have read it' : `${read} people confirmed to have read it`] : []),
      ].join(', ') || 'Everyone who was needed inside the organisation has acted',
    lastAct: (when: string) => `Last act: ${when}`,
  },
  headings: {
    documents: 'Document and fingerprint',
    people: 'Who did what, when and how',
    entered: 'Entered in the document',
    happened: 'What happened',
    process: 'How this process works',
    consent: 'What was agreed to',
    identifiers: 'Identifiers and hashes',
    seal: 'The seal',
    verify: 'How to verify',
    limits: 'What this certificate does not show',
  },
  marks: {
    signedBy: (name: string) => `Signed by ${name}`,
    /** From a date, `2026-11-25`. */
    day: (date: string) => `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`,
    /** Where a text is cut off. */
    more: '(continued in the certificate)',
    untouched:
      'The document was signed before, so nothing was put on its pages. This is what the people above entered in it, and where it belongs.',
    noRoom: 'This is what had no room at its place in the document, in full.',
    kinds: KINDS,
    where: ({ page, name }: { page: number; name: string }) => `Page ${page}, ${name}`,
    ticked: 'Ticked',
    unticked: 'Not ticked',
  },
  acts: { signed: 'Signed', acknowledged: 'Confirmed to have read it' } satisfies Record<'signed' | 'acknowledged', string>,
  labels: {
    words: 'Exact words',
    typedName: 'Typed name',
    proof: 'How we know',
    envelope: 'Envelope',
    organisation: 'Organisation',
    record: 'Record',
    head: 'Head of the chain',
    sender: 'Sender',
    sealed: 'Sealed',
    certificate: 'Seal certificate',
    format: 'Format',
    time: 'Time',
  },
  quoted: (text: string) => `“${text}”`,
  nobodyOutside: 'Nobody was asked to sign. Approvals inside the sender’s organisation are kept by it and are not part of this file.',
  processTitle: 'The process in plain words',
  proofTitle: 'Identifiers, hashes, limits',
  timesIn: (zone: string) =>
    zone === 'UTC' ? 'Times are in UTC.' : `Times are those of ${zone}, with its distance from UTC at that moment; UTC stands below.`,
  happened: HAPPENED,
  process: ({ sender, isAttached, isFilledIn }: { sender: string; isAttached: boolean; isFilledIn: boolean }) => [
    `${sender} gave the document to Countersign, an electronic signing service, and named who should act. ${isAttached ? 'The document already carried signatures, so it was left exactly as it was, byte for byte.' : 'Scripts, attachments and other active content, where there were any, were taken out and the file was saved once.'} The result, the presented document, was fingerprinted with SHA-256. It is what every signer was shown and consented to, and it stands unchanged at the beginning of ${file(isAttached)}.`,
    'Each signer was asked personally, under a reply address or link made for that person alone. A signature counts only if it comes from the person whose turn it is, names the same fingerprint, and is proven at least as well as the sender’s rules demand. The times are those at which the service received each act.',
    `Every act is an event in a ledger to which entries can only be added. Each entry contains the SHA-256 hash of the one before it, so that changing or removing one breaks all that follow. The entries that concern the signers are in ${file(isAttached)} as “countersign-record.json”, together with the hashes of all others.`,
    `When the last needed act was recorded, Countersign ${isFilledIn ? 'put what the signers had entered on the pages of the document, in the part that was added to the file, ' : ''}${isAttached ? 'attached this certificate and the record to the document' : 'appended these pages and the record to the document'} and sealed the whole with a digital signature. People sign; the service seals. The seal makes any later change visible.`,
  ],
  agreedBy: (names: string) => `Agreed to by ${names}:`,
  record: ({ format, commits, shared }: { format: string; commits: number; shared: number }) =>
    `${format}: ${commits === 1 ? '1 entry' : `${commits} entries`}, ${shared === 1 ? '1 shared event' : `${shared} shared events`}`,
  presented: (bytes: number) => `the first ${bytes} bytes of the file`,
  levels: LEVELS,
  scan: 'Check this file',
  verify: ({ bytes, isAttached, url }: { bytes: number; isAttached: boolean; url: string }) => [
    'Any PDF reader that checks digital signatures shows in its signature panel whether the file was changed after it was sealed. No network is needed for that.',
    ...(url === ''
      ? []
      : [
          `${url} checks the file in your browser, which the file does not leave: the seal, the chain of the record, and that the record speaks of this document.`,
        ]),
    '“countersign verify FILE.pdf” checks the same offline.',
    `Without any special software: the first ${bytes} bytes of ${file(isAttached)} are the presented document. Their SHA-256 hash, for instance by “head -c ${bytes} FILE.pdf | sha256sum”, is the fingerprint on the first page of this certificate.`,
    ...(isAttached ? ['The signatures that were in the document before remain valid: not a byte of what they cover was touched.'] : []),
  ],
  limits: ({ level, isLocal }: { level: SealLevel; isLocal: boolean }) => [
    'No identity document was checked. How well each person is known is what the proof says, and no more. Control of a mailbox is not a second factor.',
    level === 'B-B'
      ? 'Times are those of the service’s clock. They are not confirmed by an independent time-stamping authority.'
      : 'Times are those of the service’s clock. An independent authority confirms only when the seal was made.',
    'Signs that the typefaces of these pages lack, and signs that would hide or reorder text, stand as a box with their code, such as U+202E. The record has them as they were written.',
    'Approvals and comments inside the sender’s organisation are not part of this file; their hashes are, so that they can be shown later and checked against it.',
    ...(isLocal
      ? ['The seal’s issuer is known to nobody but the computer that made it; see the note on the first page of this certificate.']
      : []),
  ],
};
