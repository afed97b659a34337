// Every mail that leaves: what it says in both its parts, and what it must never be or carry.
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { htmlToText } from '#apps/email/answering/html-text.ts';
import { refusalForGood } from '#apps/email/refusal-for-good.ts';
import { readReply } from '#core/grammar/reply.ts';
import { MARKER } from '#core/grammar/extract.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import type { Message } from '#core/messages.ts';
import { blobKeys } from '#apps/ports.ts';
import { DOCUMENT, T0 } from '#test/support/build.ts';
import { emailKit, MAIL_DOMAIN, PDF, SIGN, type EmailKit } from './kit.ts';
import { everyMessage } from './letters.ts';

const MESSAGES = everyMessage();
const LANGUAGES: readonly (readonly [string, string, Message])[] = ['en', 'de'].flatMap((language) =>
  everyMessage(language).map(([kind, message]): readonly [string, string, Message] => [kind, language, message]),
);
/** What a line of ours must never be read as. */
const HARMLESS = ['comment', 'change'];

async function outgoing(message: Message, email?: EmailKit) {
  const kit = email ?? (await emailKit());
  await kit.ports.blobs.put(blobKeys.presented(message.tenant.id, DOCUMENT.sha256), PDF);
  await kit.ports.blobs.put(blobKeys.sealed(message.tenant.id, DOCUMENT.sha256), PDF);
  const receipt = await kit.channel.outbound.deliver(message);
  const raw = Buffer.from(kit.outbox.at(-1)?.raw ?? []);
  return { kit, receipt, raw, mail: await simpleParser(raw), sent: kit.outbox.at(-1) };
}

function pick(kind: string): Message {
  const found = MESSAGES.find(([name]) => name === kind);
  if (!found) throw new Error(`No message of kind ${kind}.`);
  return found[1];
}

describe.each(LANGUAGES)('a mail of kind %s in %s', (_kind, language, message) => {
  it('never holds a line that reads as a decision, in either part', async () => {
    const { mail } = await outgoing(message);
    const shown = htmlToText(typeof mail.html === 'string' ? mail.html : '');
    const lines = [...(mail.text ?? '').split('\n'), ...shown.text.split('\n'), ...shown.hidden.split('\n')];
    for (const line of lines) {
      for (const role of ['signer', 'approver', 'viewer', 'preparer', 'sender'] as const) {
        const intent = readReply(line.replace(/^[>\s|-]+/, ''), role, ['Ines Duarte', 'Olivia Park']);
        expect('verb' in intent && !HARMLESS.includes(intent.verb) ? line : '').toBe('');
      }
    }
  });

  it('says in both parts the same, names the envelope, and says that it is a local demonstration', async () => {
    const { mail } = await outgoing(message);
    const html = typeof mail.html === 'string' ? mail.html : '';
    const shown = squash(htmlToText(html).text);
    const said = (mail.text ?? '').split('\n').map((line) =>
      squash(
        line
          .replace(/^(?:> |- )/, '')
          .replace(/^[^:]{1,40}: (?=\S)/, '')
          .replace(/^https?:\S+$/, ''),
      ),
    );
    for (const line of said.filter((one) => one !== '--')) expect(shown).toContain(line);
    expect(mail.text).toMatch(/CS-[0-9A-Z]{5}-[0-9A-Z]{5}/);
    expect(mail.text).toContain(phrasesFor(language).letter.local);
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).toContain(`<html lang="${language}" dir="ltr"`);
  });

  it('goes to one person alone, marked as automatic and recognisable when repeated', async () => {
    const { mail, raw, sent, kit } = await outgoing(message);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('x-auto-response-suppress')).toBe('All');
    expect(mail.headers.get('x-countersign-effect')).toBe(kit.ports.sha256(message.effect));
    expect([mail.to].flat().flatMap((one) => one?.value ?? [])).toHaveLength(1);
    expect(mail.bcc).toBeUndefined();
    expect(mail.from?.value[0]?.address).toBe(SIGN);
    expect(mail.replyTo?.value[0]?.address).toMatch(new RegExp(`^r-[0-9a-z]{30}@${MAIL_DOMAIN}$`));
    const header = raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
    expect(header).not.toMatch(/^(?:bcc|cc):/im);
    expect(mail.html).not.toMatch(/\u202E|<script/);
    expect(`${mail.subject}${mail.text}`).not.toContain('\u202E');
    expect(JSON.stringify(sent?.tags)).not.toContain('@');
  });
});

describe('a mail that asks for an answer', () => {
  it('begins with the line above which one writes, and carries the document', async () => {
    const { mail } = await outgoing(pick('sign-request'));
    expect(mail.text?.startsWith(`${MARKER}\n`)).toBe(true);
    expect(mail.attachments.map(({ contentType, content }) => [contentType, content.equals(PDF)])).toEqual([['application/pdf', true]]);
    expect(mail.text).toMatch(/Read and sign: http:\/\/localhost:3000\/s\/[0-9a-z]{30}\n/);
    expect(mail.headers.get('date')).toEqual(new Date(T0));
  });

  it('has the same Message-ID, addresses and words when it is sent again', async () => {
    const kit = await emailKit();
    const first = await outgoing(pick('reminder'), kit);
    const second = await outgoing(pick('reminder'), kit);
    expect([second.mail.messageId, second.mail.text, second.mail.replyTo?.text]).toEqual([
      first.mail.messageId,
      first.mail.text,
      first.mail.replyTo?.text,
    ]);
  });

  it('comes under what was sent before to the same person', async () => {
    const kit = await emailKit();
    const envelope = pick('reminder').envelope;
    kit.sentTo.set(`${envelope?.id}/r2`, [{ threadId: '<one@x.test>' }, { threadId: 'not an id' }, { threadId: '<two@x.test>' }]);
    const { mail } = await outgoing(pick('reminder'), kit);
    expect([mail.inReplyTo, mail.references]).toEqual(['<two@x.test>', ['<one@x.test>', '<two@x.test>']]);
  });
});

describe('a mail that carries a secret or a result', () => {
  it('leads a draft’s sender to where fields are placed, in both its parts', async () => {
    const { mail, kit } = await outgoing(pick('draft'));
    const html = typeof mail.html === 'string' ? mail.html : '';
    for (const part of [mail.text ?? '', html]) {
      const token = /\/s\/([0-9a-z]{30})\/place/.exec(part)?.[1] ?? '';
      expect(await kit.ports.tokens.resolve(token)).toMatchObject({ seat: 'sender', purpose: 'page' });
    }
  });

  it('shows a sender the code of their own seat', async () => {
    const message = pick('code');
    if (!('answer' in message) || !message.answer.about) throw new Error('It is about no seat.');
    const { envelope } = message.answer.about;
    const { mail, kit } = await outgoing({ ...message, answer: { ...message.answer, about: { envelope, seat: 'sender' } } });
    const code = kit.ports.codes.codeOf({ tenant: message.answer.tenant, envelope, seat: 'sender' }, 'n');
    expect(mail.subject).toMatch(new RegExp(`^${code} is your code`));
  });

  it('shows a one-time code large, and leaves no copy of it behind', async () => {
    const { mail, receipt, kit, raw } = await outgoing(pick('code'));
    const code = /^(\d{6}) is your code/.exec(mail.subject ?? '')?.[1] ?? 'none';
    expect(mail.text).toContain(`Code: ${code}`);
    expect(receipt).not.toHaveProperty('sentText');
    expect(await kit.ports.blobs.head(blobKeys.sentMail('northwind' as never, kit.ports.sha256Of(raw)))).toBeUndefined();
  });

  it('carries the sealed document, and is kept as it was sent', async () => {
    const { mail, raw, kit, receipt } = await outgoing(pick('completed'));
    expect(mail.attachments.map(({ filename }) => filename)).toEqual([expect.stringMatching(/-sealed\.pdf$/)]);
    expect(await kit.ports.blobs.head(blobKeys.sentMail('northwind' as never, kit.ports.sha256Of(raw)))).toBeDefined();
    expect(receipt.outcome === 'accepted' && receipt.sentText).toContain('Everyone has acted');
  });
});

describe('a person who cannot be reached', () => {
  const to = (email: string): Message => {
    const message = pick('ask');
    return 'answer' in message ? { ...message, answer: { ...message.answer, to: { name: 'X', email } } } : message;
  };

  it.each(['b@y.example>\r\nBcc: evil@z.example', '"b@x"@y.example', 'b@localhost', 'a b@y.example', `x@${MAIL_DOMAIN}`])(
    'is told apart before anything is sent: %j',
    async (address) => {
      const { kit, receipt } = await outgoing(to(address));
      expect(receipt.outcome).toBe('undeliverable');
      expect(kit.outbox).toEqual([]);
    },
  );

  it('is undeliverable when their mail system refuses for good, and tried again when it only fails', async () => {
    const refusing = await emailKit({ transport: { send: async () => failing(refusalForGood('550 no such user')) } });
    expect(await refusing.channel.outbound.deliver(pick('ask'))).toEqual({ outcome: 'undeliverable', why: '550 no such user' });
    const down = await emailKit({ transport: { send: async () => failing(new Error('down')) } });
    await expect(down.channel.outbound.deliver(pick('ask'))).rejects.toThrow('down');
  });
});

function failing(fault: Error): never {
  throw fault;
}

function squash(text: string): string {
  return text.replace(/\s+/gu, '');
}
