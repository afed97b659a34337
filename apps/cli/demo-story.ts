// The main job as a story: one contract, four people, a question, a reply that signs and a page that signs, and one sealed PDF.
import { ROLES } from '#apps/local/cast.ts';
import type { LocalMail } from '#apps/local/mailbox.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { asPerson, type Edges } from './as-person.ts';
import { visitPage } from './page-visit.ts';

export type Told = (line: string) => void;
export type Story = { readonly envelope: string; readonly sealed: Uint8Array; readonly filename: string };

/** @param tell called before each step with what is about to happen */
export async function playStory(edges: Edges, signAddress: string, tell: Told): Promise<Story> {
  const { sender, approver, colleague, customer } = ROLES;
  const olivia = asPerson(edges, sender);
  const max = asPerson(edges, approver);
  const ines = asPerson(edges, colleague);
  const dana = asPerson(edges, customer);

  tell(`${sender.name} mails a contract to ${signAddress}`);
  await olivia.mail({
    to: [signAddress],
    subject: 'Services agreement with Fabrikam',
    text: [
      `signers: ${colleague.email}, ${customer.name} <${customer.email}>`,
      `approver: ${approver.email}`,
      'order: approver then signers',
      'message: The agreement as discussed on Monday.',
    ].join('\n'),
    attachments: [
      { filename: 'services-agreement.pdf', contentType: 'application/pdf', content: await contractPdf({ pages: 5, signers: 2 }) },
    ],
  });
  const draft = await olivia.newest(/^Draft ready/);
  const envelope = envelopeOf(draft);

  tell(`Draft ${envelope} comes back to her alone; she answers SEND`);
  await olivia.reply(draft, 'SEND');

  tell(`${approver.name} approves by answering the mail`);
  await max.reply(await max.newest(/asks you to approve/), 'I APPROVE');

  tell(`${colleague.name} asks a question first`);
  const request = await ines.newest(/asks you to sign/);
  await ines.reply(request, 'Which annex holds the price list?');

  tell(`${sender.name} answers it`);
  await olivia.reply(await olivia.newest(/^Question from/), 'Annex B, on the last page.');

  tell(`${colleague.name} signs by answering the mail (simple)`);
  await ines.reply(await ines.newest(/answers/), 'I SIGN');

  tell(`${customer.name} opens the document’s page and asks for a one-time code`);
  const visit = await visitPage(pageLinkIn(await dana.newest(/asks you to sign/)));
  await visit.submit('open');
  await visit.submit('code');
  const code = await dana.newest(/is your code/);

  tell(`${customer.name} enters the code and signs on the page (standard)`);
  await visit.submit('verify-code', { code: /\d{6}/.exec(code.subject)?.[0] ?? '' });
  await visit.submit('sign', { typedName: customer.name, agreed: 'yes' });

  tell('The documents are sealed and go to everyone');
  const completed = await olivia.newest(/^Completed/);
  for (const person of [max, ines, dana]) await person.newest(/^Completed/);
  const [attachment] = completed.attachments;
  if (!attachment) throw new Error('The mail about the completion has no sealed PDF.');
  const response = await fetch(new URL(attachment.url, edges.web));
  return { envelope, sealed: new Uint8Array(await response.arrayBuffer()), filename: attachment.filename };
}

/** Every mail names the envelope's id. */
function envelopeOf({ text }: LocalMail): string {
  const [id] = /CS-[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(text) ?? [];
  if (id === undefined) throw new Error('A mail of the product names no envelope.');
  return id;
}

export function pageLinkIn({ text }: LocalMail): string {
  const [link] = /https?:\/\/\S+\/s\/\w+/.exec(text) ?? [];
  if (link === undefined) throw new Error('A request has no link to its page.');
  return link;
}
