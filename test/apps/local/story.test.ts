// The guided story ticks off what is stored and delivered; a reply is written as mail programs write it.
import { describe, expect, it } from 'vitest';
import type { StoryEnvelope } from '#apps/local/local-parts.ts';
import { readMail } from '#apps/local/read-mail.ts';
import { answerAddress, replyTo } from '#apps/local/reply.ts';
import { tellStory, type StoryMail } from '#apps/local/story.ts';
import { suggestionsFor } from '#apps/local/suggestions.ts';
import type { RecipientStatus } from '#core/envelope.ts';
import { instantOf } from '#core/time.ts';
import { unsignedMail } from '#test/support/mail.ts';

const ID = 'CS-7K3F2-QXA9B';
const AT = instantOf(Date.UTC(2026, 10, 24, 18, 20));

type Statuses = { readonly max?: RecipientStatus; readonly ines?: RecipientStatus; readonly dana?: RecipientStatus };

function envelope(
  status: string,
  { max = 'waiting', ines = 'waiting', dana = 'waiting' }: Statuses = {},
  more: Partial<StoryEnvelope> = {},
): StoryEnvelope {
  return {
    id: ID,
    title: 'Services',
    status,
    sender: { email: 'olivia@northwind.test' },
    draftedAt: AT,
    recipients: [
      { name: 'Max', email: 'max@northwind.test', role: 'approver', status: max },
      { name: 'Ines', email: 'ines@northwind.test', role: 'signer', status: ines },
      { name: 'Dana', email: 'dana@fabrikam.test', role: 'signer', status: dana },
    ],
    ...more,
  };
}

function mail(id: string, to: string, kind: string, attachments: StoryMail['attachments'] = []): StoryMail {
  return { id, to, headers: { 'x-countersign-envelope': ID, 'x-countersign-kind': kind }, attachments };
}

const told = (envelopes: readonly StoryEnvelope[], mails: readonly StoryMail[] = []) =>
  tellStory({ envelopes, mails, signAddress: 'sign@sign.test' });

describe('the story', () => {
  it.each<[string | null, readonly StoryEnvelope[]]>([
    ['mail', []],
    ['mail', [envelope('draft', {}, { sender: { email: 'lena@contoso.test' } })]],
    ['confirm', [envelope('draft')]],
    ['approve', [envelope('sent', { max: 'notified' })]],
    ['colleague', [envelope('sent', { max: 'approved' })]],
    ['customer', [envelope('sent', { max: 'approved', ines: 'signed', dana: 'viewed' })]],
    ['sealed', [envelope('completed', { max: 'approved', ines: 'signed', dana: 'signed' }, { sealing: { state: 'sealing' } })]],
  ])('goes on with %s', (current, envelopes) => {
    expect(told(envelopes).current).toBe(current);
  });

  it('leads to the mail that asks, and to the mailbox until it is there', () => {
    const linkOf = (mails: readonly StoryMail[]) =>
      told([envelope('draft')], mails).steps.find(({ key }) => key === 'confirm')?.links[0]?.href;
    expect(linkOf([])).toBe('/local/mailbox/olivia@northwind.test');
    expect(linkOf([mail('00000001-a', 'olivia@northwind.test', 'draft'), mail('00000002-a', 'olivia@northwind.test', 'draft')])).toBe(
      '/local/mailbox/olivia@northwind.test/00000002-a',
    );
  });

  it('offers the sealed PDF for checking when it was delivered', () => {
    const pdf = { filename: 'a.pdf', contentType: 'application/pdf', url: '/local/mail/9/attachments/0' };
    const done = envelope('completed', { max: 'approved', ines: 'signed', dana: 'signed' }, { sealing: { state: 'sealed' } });
    const story = told([done], [mail('00000009-a', 'dana@fabrikam.test', 'completed', [pdf])]);
    expect(story.current).toBe('verify');
    expect(story.steps.at(-1)?.links.map(({ href }) => href)).toEqual(['/verify', pdf.url]);
  });

  it('begins again, and says why, when an envelope came to another end', () => {
    const story = told([envelope('declined', { max: 'declined' })]);
    expect(story).toMatchObject({ current: 'mail', envelope: null, note: expect.stringContaining('declined') });
  });

  it('follows the newest contract', () => {
    const older = envelope('completed', {}, { id: 'CS-00000-00000', draftedAt: instantOf(0) });
    expect(told([older, envelope('draft')]).envelope).toBe(ID);
  });
});

describe('a reply', () => {
  async function original(headers: Record<string, string>) {
    const raw = await unsignedMail({
      from: '"Countersign" <sign@sign.test>',
      to: 'ines@northwind.test',
      subject: 'Please sign',
      text: 'One\n> two',
      messageId: '<m2@sign.test>',
      headers,
    });
    return { ...(await readMail(raw, String)), id: '00000001-a', to: 'ines@northwind.test' };
  }

  it('goes to Reply-To, threads under the original and quotes it below the words', async () => {
    const mail = await original({ 'Reply-To': 'r-abc@sign.test', References: '<m1@sign.test>' });
    const reply = replyTo({ mail, from: { name: 'Ines', address: 'ines@northwind.test' }, text: 'I SIGN', date: AT });
    expect(reply).toMatchObject({
      to: ['r-abc@sign.test'],
      subject: 'Re: Please sign',
      inReplyTo: '<m2@sign.test>',
      references: ['<m1@sign.test>', '<m2@sign.test>'],
    });
    expect(reply.text).toMatch(/^I SIGN\n\nOn .* wrote:\n\n> One\n>> two\n$/);
    expect(reply.html).toMatch(/<div>I SIGN<\/div>.*<blockquote type="cite">One<br>&#62; two<\/blockquote>/);
  });

  it('escapes what would be markup', async () => {
    const reply = replyTo({ mail: await original({}), from: { name: 'Ines', address: 'ines@northwind.test' }, text: '<b>&', date: AT });
    expect(reply.html).toContain('<div>&#60;b&#62;&#38;</div>');
    expect(reply.to).toEqual(['sign@sign.test']);
  });

  it('finds the address in either form', () => {
    expect(answerAddress({ from: 'A <a@b.test>', headers: {} })).toBe('a@b.test');
    expect(answerAddress({ from: 'a@b.test', headers: { 'reply-to': ' r@b.test ' } })).toBe('r@b.test');
  });
});

describe('suggestions', () => {
  it('fit what the mail asks, and are not there for mail of people', () => {
    const of = (headers: Record<string, string>) => suggestionsFor({ headers });
    expect(of({ 'x-countersign-envelope': ID, 'x-countersign-kind': 'draft' })).toContain('SEND');
    expect(of({ 'x-countersign-envelope': ID, 'x-countersign-kind': 'approve-request' })).toContain('I APPROVE');
    expect(of({ 'x-countersign-envelope': ID, 'x-countersign-kind': 'completed' })).toEqual([]);
    expect(of({})).toEqual([]);
  });
});
