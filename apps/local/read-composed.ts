// What the form for a new mail holds, as fields to show again and as a letter to send.
import type { Context } from 'hono';
import type { CastMember } from './cast.ts';
import type { LocalParts } from './local-parts.ts';
import type { Composed } from './pages/compose-page.ts';
import type { Letter } from './send-as.ts';

type Reading = { readonly person: CastMember; readonly parts: Pick<LocalParts, 'clock' | 'sampleContract'> };

/** @returns `letter` as a sentence when the form does not make one */
export async function readComposed(context: Context, { person, parts }: Reading): Promise<{ composed: Composed; letter: Letter | string }> {
  const form = await context.req.parseBody({ all: true });
  const field = (name: string) => (typeof form[name] === 'string' ? form[name] : '');
  const composed = {
    to: field('to'),
    cc: field('cc'),
    subject: field('subject'),
    text: field('text'),
    withSample: form['sample'] === 'yes',
  };
  const to = addressesIn(composed.to);
  if (to.length === 0) return { composed, letter: 'Say to whom the mail goes; nothing was sent.' };
  const own = [form['files'] ?? []].flat().filter((file) => typeof file !== 'string' && file.size > 0);
  const attachments = await Promise.all(own.map(attached));
  if (composed.withSample) attachments.unshift({ ...(await parts.sampleContract()), contentType: 'application/pdf' });
  const { subject, text } = composed;
  const from = { name: person.name, address: person.email };
  return { composed, letter: { from, to, cc: addressesIn(composed.cc), subject, text: `${text}\n`, attachments, date: parts.clock() } };
}

function addressesIn(text: string): string[] {
  return text
    .split(/[,;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

async function attached(file: string | File): Promise<{ filename: string; contentType: string; content: Uint8Array }> {
  if (typeof file === 'string') throw new TypeError('Could not attach a file: the form sent it as text.');
  return { filename: file.name, contentType: file.type || 'application/octet-stream', content: new Uint8Array(await file.arrayBuffer()) };
}
