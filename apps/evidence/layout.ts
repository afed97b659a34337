// Where things lie in an evidence bundle. Whatever the record names by its SHA-256 is called by it here too, so that a name is a claim that
// anyone can check with `sha256sum`.
export const FILES = {
  instructions: 'VERIFY.md',
  about: 'bundle.json',
  ledger: 'ledger.json',
  events: 'events.json',
  policy: 'policy.json',
  anchors: 'anchors.json',
  authority: 'authority.pem',
  sums: 'SHA256SUMS',
} as const;

/** Blobs by the form of their keys: where they lie, what the file is called, what it is. */
const PLACES = [
  { key: /^inbound\/mail\/([0-9a-f]{64})$/, folder: 'mails/received', ending: '.eml', what: 'a mail exactly as it was received' },
  {
    key: /^inbound\/verdicts\/([0-9a-f]{64})$/,
    folder: 'mails/received',
    ending: '.proof.json',
    what: 'how a mail was proven, with the DNS answers',
  },
  { key: /^[^/]+\/sent\/([0-9a-f]{64})$/, folder: 'mails/sent', ending: '.eml', what: 'a mail exactly as it was sent' },
  { key: /^[^/]+\/cards\/([0-9a-f]{64})$/, folder: 'cards', ending: '.json', what: 'a chat card exactly as it was shown' },
  { key: /^[^/]+\/evidence\/([0-9a-f]{64})$/, folder: 'acts', ending: '.json', what: 'an act on a page or in a chat, as it came in' },
  { key: /^[^/]+\/sealed\/([0-9a-f]{64})$/, folder: 'documents/sealed', ending: '.pdf', what: 'a sealed document' },
  {
    key: /^[^/]+\/sealed\/([0-9a-f]{64})\.tst$/,
    folder: 'documents/sealed',
    ending: '.pdf.tst',
    what: 'a time-stamp (RFC 3161) that a sealed document got later',
  },
  {
    key: /^[^/]+\/evidence\/([0-9a-f]{64})\.tst$/,
    folder: 'acts',
    ending: '.json.tst',
    what: 'a time-stamp (RFC 3161) of an act as it came in',
  },
  {
    key: /^inbound\/mail\/([0-9a-f]{64})\.tst$/,
    folder: 'mails/received',
    ending: '.eml.tst',
    what: 'a time-stamp (RFC 3161) of a mail as it was received',
  },
  { key: /^[^/]+\/presented\/([0-9a-f]{64})$/, folder: 'documents/presented', ending: '.pdf', what: 'a document as it was shown' },
  { key: /^[^/]+\/original\/([0-9a-f]{64})$/, folder: 'documents/original', ending: '', what: 'a document as it arrived' },
] as const;

export type Place = { readonly path: string; readonly what: string };

/** @returns undefined for a blob that has no place in a bundle */
export function placeOf(key: string): Place | undefined {
  for (const { key: form, folder, ending, what } of PLACES) {
    const hash = form.exec(key)?.[1];
    if (hash !== undefined) return { path: `${folder}/${hash}${ending}`, what };
  }
  return undefined;
}

/** Whether a bundle may hold a file of this path: what else is in one was added by somebody. */
export function isKnown(path: string): boolean {
  const [, folder = '', ending = ''] = /^(.+)\/[0-9a-f]{64}(\.[a-z.]+)?$/.exec(path) ?? [];
  return Object.values<string>(FILES).includes(path) || PLACES.some((place) => place.folder === folder && place.ending === ending);
}

/** Paths as they are asked for when a bundle is checked. */
export const pathOf = {
  received: (hash: string) => `mails/received/${hash}.eml`,
  proof: (hash: string) => `mails/received/${hash}.proof.json`,
  card: (hash: string) => `cards/${hash}.json`,
  act: (hash: string) => `acts/${hash}.json`,
  sealed: (hash: string) => `documents/sealed/${hash}.pdf`,
  original: (hash: string) => `documents/original/${hash}`,
} as const;

/** Beside the file that it is of. */
export function stampOf(path: string): string {
  return `${path}.tst`;
}

/** The hash that a path claims for its content. A proof is called by the mail that it is of, a time-stamp by what it is of. */
export function claimedHash(path: string): string | undefined {
  if (path.endsWith('.proof.json') || path.endsWith('.tst')) return undefined;
  return /^[a-z/]+\/([0-9a-f]{64})(?:\.[a-z]+)?$/.exec(path)?.[1];
}
