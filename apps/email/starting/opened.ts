// The files of a mail that starts an envelope, also those inside what it carries: a mail inside the mail, Outlook's own packing, a signed
// wrapping. Only for such mails; in a reply nothing is opened, so that nobody's words are taken out of a mail that someone attached.
import { createHash } from 'node:crypto';
import type { Sha256 } from '#core/ids.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { badlyEncoded } from './bad-encoding.ts';
import { kindOfFile } from './file-kind.ts';
import { MOST_ATTACHMENTS, MOST_DEPTH, MOST_KEPT_BYTES, MOST_NESTED_MAILS } from '../limits.ts';
import { mailboxes, type Mailbox } from '../raw/mailbox.ts';
import { parseMime, type Attachment, type Parsed } from '../raw/mime.ts';
import { nameOf } from './part.ts';
import { readLeniently, valueOf } from '../raw/raw-header.ts';
import type { MailBytes } from '../raw/raw-mail.ts';
import { filesInTnef } from './tnef.ts';

/** A file as it is offered; `within`: the subject of the attached mail that it comes from. */
export type Found = Attachment & {
  readonly within?: string;
  /** Why it cannot be used, as far as the mail itself shows. */
  readonly whyNot?: string;
};

export type Opened = {
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly files: readonly Found[];
  /** From, To and Cc of the mails inside. */
  readonly people: readonly Mailbox[];
};

type Budget = { mails: number; files: number; bytes: number };
type Place = { readonly depth: number; readonly within?: string; readonly budget: Budget };

/** @param read the mail's bytes, from the beginning each time */
export async function openMail(read: () => MailBytes, mail: Parsed): Promise<Opened> {
  return opened(read, mail, { depth: 0, budget: { mails: 0, files: 0, bytes: 0 } });
}

async function opened(read: () => MailBytes, mail: Parsed, place: Place): Promise<Opened> {
  const from = place.within === undefined ? {} : { within: place.within };
  const isOffered = ({ pdf, content }: Attachment) => pdf !== undefined || content !== undefined;
  const damaged = mail.attachments.some(isOffered) ? await badlyEncoded(read) : new Set<Sha256>();
  const parts = await Promise.all(
    mail.attachments.map(async (one, index): Promise<Opened> => {
      const whyNot = damageOf(one, { damaged, isCutOff: mail.isCutOff && index === mail.attachments.length - 1 });
      if (whyNot !== undefined) return only({ ...one, ...from, whyNot });
      return inside({ ...one, ...from }, place);
    }),
  );
  // A signed wrapping is the whole of a mail, or what a list left of it below its own words.
  const unwrapped = mail.text === undefined && mail.html === undefined ? parts.find(({ text, html }) => text ?? html) : undefined;
  return {
    text: mail.text ?? unwrapped?.text,
    html: mail.html ?? unwrapped?.html,
    files: parts.flatMap(({ files }) => files),
    people: parts.flatMap(({ people }) => people),
  };
}

type Damage = { readonly damaged: ReadonlySet<Sha256>; readonly isCutOff: boolean };

function damageOf({ sha256, bytes }: Attachment, { damaged, isCutOff }: Damage): string | undefined {
  if (isCutOff) return 'the mail ends in the middle of it; send it again.';
  return bytes > 0 && damaged.has(sha256) ? 'it was damaged on its way; send it again.' : undefined;
}

async function inside(file: Found, place: Place): Promise<Opened> {
  const { budget } = place;
  budget.files += 1;
  budget.bytes += (file.pdf ?? file.content)?.length ?? 0;
  if (budget.files > MOST_ATTACHMENTS || budget.bytes > MOST_KEPT_BYTES) {
    return only(without(file, 'it is one too many, or together the files are too large; send fewer of them in one mail.'));
  }
  if (file.content === undefined) return only(file);
  switch (file.kind) {
    case 'mail':
      return fromMail(file, file.content, place);
    case 'tnef':
      return fromTnef(file, file.content, place);
    case 'cms':
      return fromCms(file, file.content, place);
    case 'pdf':
    case 'office':
    case 'other':
      return only(file);
  }
}

async function fromMail(file: Found, content: Buffer, { depth, budget }: Place): Promise<Opened> {
  if (depth >= MOST_DEPTH) return only(without(file, 'it is a mail inside of others; attach the document itself.'));
  budget.mails += 1;
  if (budget.mails > MOST_NESTED_MAILS)
    return only(without(file, `more than ${MOST_NESTED_MAILS} mails are attached; attach the document itself.`));
  const parsed = await parseMime(content, { isOpening: true });
  if (!parsed.ok) return only(without(file, 'it is a mail that cannot be read; attach the document itself.'));
  const fields = readLeniently(content);
  const within = parsed.mail.subject === '' ? file.filename : parsed.mail.subject;
  const { files, people } = await opened(() => content, parsed.mail, { depth: depth + 1, within, budget });
  const named = ['from', 'to', 'cc'].flatMap((name) => mailboxes(valueOf(fields, name)));
  const isBarren = !files.some(({ pdf, content: held }) => pdf !== undefined || held !== undefined);
  return {
    ...NOTHING,
    files: [...(isBarren ? [without(file, 'it is a mail, and no document is attached to it.')] : []), ...files],
    people: [...named, ...people],
  };
}

async function fromTnef(file: Found, content: Buffer, place: Place): Promise<Opened> {
  const packed = filesInTnef(content);
  if (!packed)
    return only(without(file, 'Outlook packed the files in its own format, which is damaged here; send the mail as HTML or plain text.'));
  if (packed.length === 0) return only(without(file, 'Outlook packed its own settings in it, and no file.'));
  const all = await Promise.all(packed.map(async (one) => inside({ ...unpacked(one), ...withinOf(file) }, place)));
  return { ...NOTHING, files: all.flatMap(({ files }) => files), people: all.flatMap(({ people }) => people) };
}

async function fromCms(file: Found, content: Buffer, { depth, budget }: Place): Promise<Opened> {
  // Loaded where there is one: its libraries are large, and such mails are few.
  const { contentOfCms } = await import('./cms-content.ts');
  const found = contentOfCms(content);
  if (!found.ok) return only(without(file, found.why));
  if (depth >= MOST_DEPTH) return only(without(file, 'it is a wrapping inside of others; attach the document itself.'));
  const parsed = await parseMime(found.message, { isOpening: true });
  if (!parsed.ok) return only(without(file, 'it is a signed mail that cannot be read; send it without its signature.'));
  return opened(() => found.message, parsed.mail, { depth: depth + 1, budget, ...withinOf(file) });
}

function unpacked({ filename, content }: { readonly filename: string; readonly content: Buffer }): Attachment {
  const contentType = 'application/octet-stream';
  const kind = kindOfFile({ head: content.subarray(0, 1024), contentType, filename });
  const named = { filename: nameOf({ filename: cleanLine(filename), contentType, isPdf: kind === 'pdf' }), contentType };
  const told = { ...named, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') as Sha256, kind };
  return { ...told, role: 'file', ...(kind === 'pdf' ? { pdf: content } : kind === 'other' ? {} : { content }) };
}

const NOTHING = { text: undefined, html: undefined, files: [], people: [] } as const;

function only(file: Found): Opened {
  return { ...NOTHING, files: [file] };
}

/** What cannot be used is only named. */
function without({ pdf: _pdf, content: _content, ...file }: Found, whyNot: string): Found {
  return { ...file, whyNot };
}

function withinOf({ within }: Found): Pick<Found, 'within'> {
  return within === undefined ? {} : { within };
}
