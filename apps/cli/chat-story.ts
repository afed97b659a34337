// The main job through all three channels: sent in Slack, approved in Teams, asked about and signed by mail and page, one sealed PDF.
import { ROLES } from '#apps/local/cast.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { asPerson, type AsPerson, type Edges } from './as-person.ts';
import { pageLinkIn, type Story, type Told } from './demo-story.ts';
import { buttonSaying, inSlack, inTeams, linkIn } from './in-chats.ts';
import { visitPage } from './page-visit.ts';

/** @param tell called before each step with what is about to happen */
export async function playChatStory(edges: Edges, tell: Told): Promise<Story> {
  const { sender, approver, colleague, customer } = ROLES;
  const olivia = inSlack(edges, sender);
  const max = inTeams(edges, approver);
  const ines = inSlack(edges, colleague);
  const dana = asPerson(edges, customer);

  tell(`${approver.name} says in Teams that he wants to be asked there`);
  await max.say('settings');
  const settings = await max.newest(/Where we write/);
  const choice = buttonSaying(settings, 'In Teams');
  await max.press(settings.activityId, choice.verb, choice.data);

  tell(`${sender.name} sends a contract to the app in Slack, with a line of what to do`);
  const contract = {
    filename: 'services-agreement.pdf',
    base64: Buffer.from(await contractPdf({ pages: 5, signers: 2 })).toString('base64'),
  };
  await olivia.say(`send to <@${colleague.slack?.user ?? ''}>, ${customer.name} <${customer.email}> -- As discussed on Monday.`, [
    contract,
  ]);
  const draft = await olivia.newest(/^Draft ready/);

  tell('The draft comes back to her alone; she adds who approves first, and presses Send');
  await olivia.press(draft.ts, 'change');
  await olivia.fillIn({ approvers: `${approver.name} <${approver.email}>`, title: 'Services agreement with Fabrikam' });
  await olivia.press((await olivia.newest(/Services agreement/)).ts, 'send');

  tell(`${approver.name} approves on the card in Teams`);
  const request = await max.newest(/Approval requested/);
  await max.press(request.activityId, 'approve');

  tell(`${customer.name}, who has neither Slack nor Teams, asks a question by mail`);
  await dana.reply(await dana.newest(/asks you to sign/), 'Which annex holds the price list?');

  tell(`${sender.name} reads it in Slack and answers there; the answer goes back by mail`);
  await olivia.press((await olivia.newest(/uestion/)).ts, 'comment');
  await olivia.fillIn({ text: 'Annex B, on the last page.' });
  await dana.newest(/answers/);

  tell(`${colleague.name} opens the document from the Slack card and signs on its page (standard)`);
  const inesByMail = asPerson(edges, colleague);
  await signOn(linkIn(await ines.newest(/Signature requested/)), { name: colleague.name, mailbox: inesByMail });

  tell(`${customer.name} signs on the page of the mail (standard)`);
  await signOn(pageLinkIn(await dana.newest(/asks you to sign/)), { name: customer.name, mailbox: dana });

  tell('The documents are sealed and go to everyone');
  await olivia.newest(/Completed/);
  await max.newest(/Completed/);
  const completed = await dana.newest(/^Completed/);
  const [attachment] = completed.attachments;
  const [envelope] = /CS-[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(completed.text) ?? [];
  if (!attachment || envelope === undefined) throw new Error('The mail about the completion has no sealed PDF, or names no envelope.');
  const response = await fetch(new URL(attachment.url, edges.web));
  return { envelope, sealed: new Uint8Array(await response.arrayBuffer()), filename: attachment.filename };
}

/** The code goes to the mailbox, which it proves again. */
async function signOn(link: string, { name, mailbox }: { readonly name: string; readonly mailbox: AsPerson }): Promise<void> {
  const visit = await visitPage(link);
  await visit.submit('open');
  await visit.submit('code');
  const { subject } = await mailbox.newest(/is your code/);
  await visit.submit('verify-code', { code: /\d{6}/.exec(subject)?.[0] ?? '' });
  await visit.submit('sign', { typedName: name, agreed: 'yes' });
}
