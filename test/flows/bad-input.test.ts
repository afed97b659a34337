// What must record nothing, and what the person concerned is told instead; what must not get in at all.
import { createTransport } from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { ROLES } from '#apps/local/cast.ts';
import { replyTo } from '#apps/local/reply.ts';
import { sendAs } from '#apps/local/send-as.ts';
import { LINES, mailContract, sendContract, SIGN, startedDemo, subjects, type Demo } from '../support/demo.ts';
import { T0 } from '../support/build.ts';
import { contractPdf } from '../support/pdf.ts';

const EVE = { name: 'Eve', address: 'eve@evil.test' };

describe('a reply', () => {
  test('forged in the signer’s name without her provider’s signature records nothing, and she is told', async () => {
    const demo = await startedDemo();
    await sendContract(demo, LINES.ines);
    const request = await demo.ines.newest(/asks you to sign/);
    await fromTheInternet(demo, { from: `Ines Duarte <${ROLES.colleague.email}>`, to: request.headers['reply-to'] ?? '', text: 'I SIGN' });
    expect((await demo.ines.newest(/not accepted/)).text).toContain('Nothing has been recorded.');
    expect(await subjects(demo.ines)).not.toContainEqual(expect.stringMatching(/^Recorded/));
  });
  test('by someone to whom the mail was forwarded records nothing; the registered person is told, the other gets no mail', async () => {
    const demo = await startedDemo();
    await sendContract(demo, LINES.ines);
    const request = await demo.ines.newest(/asks you to sign/);
    expect(await sendAs(replyTo({ mail: request, from: EVE, text: 'I SIGN', date: T0 }), demo.edges.smtp)).toBeUndefined();
    expect((await demo.ines.newest(/Someone else answered/)).text).toContain('eve@evil.test');
    expect(await mailboxOf(demo, EVE.address)).toEqual([]);
  });
  test.each(['yes', 'I SIGN if the price is lowered', 'I will sign tomorrow'])(
    'that says “%s” records nothing and asks for the exact words',
    async (text) => {
      const demo = await startedDemo();
      await sendContract(demo, LINES.ines);
      await demo.ines.reply(await demo.ines.newest(/asks you to sign/), text);
      expect((await demo.ines.newest(/^Nothing recorded/)).text).toContain('“I SIGN”');
    },
  );
  test('that answers itself while she is away is dropped without an answer', async () => {
    const demo = await startedDemo();
    await sendContract(demo, LINES.ines);
    const request = await demo.ines.newest(/asks you to sign/);
    const away = { ...replyTo({ mail: request, from: { name: 'Ines Duarte', address: ROLES.colleague.email }, text: 'I SIGN', date: T0 }) };
    await sendAs({ ...away, subject: 'Automatic reply: out of office' }, demo.edges.smtp);
    expect(await subjects(demo.ines)).toEqual([request.subject]);
  });
  test('sent a second time after the act says that it stands as it is', async () => {
    const demo = await startedDemo();
    await sendContract(demo, `${LINES.ines}, dana@fabrikam.test`);
    const request = await demo.ines.newest(/asks you to sign/);
    await demo.ines.reply(request, 'I SIGN');
    await demo.settle();
    await demo.ines.reply(request, 'DECLINE: changed my mind');
    expect((await demo.ines.newest(/^Not done/)).text).toContain('is on record already (signed');
  });
});

describe('a start', () => {
  test('in a member’s name without proof makes nothing; the member is told once', async () => {
    const demo = await startedDemo();
    for (const text of [LINES.ines, `${LINES.ines}\nmessage: again`]) {
      await fromTheInternet(demo, { from: `Olivia Hart <${ROLES.sender.email}>`, to: SIGN, text });
    }
    expect(await subjects(demo.olivia)).toEqual(['A message in your name was not accepted']);
    expect(await subjects(demo.ines)).toEqual([]);
  });
  test.each([
    ['a broken PDF', Buffer.from('%PDF-1.7\nnothing more'), /^We cannot use agreement.pdf/],
    ['an empty file', Buffer.alloc(0), /cannot use|No document/],
    ['no PDF at all', Buffer.from('hello'), /cannot use|No document/],
  ])('with %s is explained to its sender and reaches nobody', async (_name, content, subject) => {
    const demo = await startedDemo();
    await mailContract(demo, LINES.ines, { content });
    expect((await demo.olivia.newest(subject)).text).toContain('Nothing has been sent to anyone.');
    expect(await subjects(demo.ines)).toEqual([]);
  });
  test('without a document is explained to its sender', async () => {
    const demo = await startedDemo();
    await demo.olivia.mail({ to: [SIGN], subject: 'Agreement', text: LINES.ines });
    expect((await demo.olivia.newest(/^No document found/)).text).toContain('Attach the PDF itself');
  });
  test('with a Word file beside the PDF, and a line that is no setting, says in the draft what was left out', async () => {
    const demo = await startedDemo();
    const pdf = { filename: 'agreement.pdf', contentType: 'application/pdf', content: await contractPdf({ pages: 1 }) };
    const word = { filename: 'notes.docx', contentType: 'application/octet-stream', content: Buffer.from('PK') };
    await demo.olivia.mail({ to: [SIGN], subject: 'Agreement', text: `${LINES.ines}\nwitness: Bob`, attachments: [pdf, word] });
    const { text } = await demo.olivia.newest(/^Draft ready/);
    expect(text).toContain('“notes.docx” is not in this draft: only PDF can be signed; save it as PDF.');
    expect(text).toContain('The line “witness: Bob” is none that we know');
  });
  test('by someone who is no member is refused in a mail', async () => {
    const demo = await startedDemo();
    await demo.dana.mail({ to: [SIGN], subject: 'Agreement', text: LINES.ines });
    expect(await subjects(demo.dana)).toEqual(['This address cannot send']);
  });
  test('with a name that has no address is asked about, never guessed', async () => {
    const demo = await startedDemo();
    await mailContract(demo, 'signers: Ines');
    const draft = await demo.olivia.newest(/^Draft/);
    expect(draft.text).toMatch(/Please check: .*Ines/);
    await demo.olivia.reply(draft, 'SEND');
    expect((await demo.olivia.newest(/^Not done/)).text).toContain('Nothing');
    expect(await subjects(demo.ines)).toEqual([]);
  });
});

async function fromTheInternet({ edges }: Demo, mail: { from: string; to: string; text: string }): Promise<void> {
  const transport = createTransport({ ...edges.smtp, ignoreTLS: true });
  await transport.sendMail({ subject: 'Re: it', ...mail });
  transport.close();
}

async function mailboxOf({ edges }: Demo, address: string): Promise<unknown> {
  return (await fetch(`${edges.web}/local/mail?to=${encodeURIComponent(address)}`)).json();
}
