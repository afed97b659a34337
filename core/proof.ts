// What the proof of an act shows. The record has it as one English sentence, as it was written then; read back, it is told in the language of
// whoever reads it. Every sentence that was ever written stays readable here.
import { DONE } from './phrases/en/proof.ts';
import type { Phrases } from './phrases/phrases.ts';
import type { DoneOnPage, Proof } from './phrases/proof.ts';

type Given = readonly (string | undefined)[];

const FORMS: readonly (readonly [form: RegExp, read: (given: Given) => Proof])[] = [
  [
    /^Replied by e-mail from (\S+); the message carried a valid DKIM signature of (\S+) and came to a reply address made for this person alone\.$/,
    ([from, domain]) => ({ how: 'reply', from: String(from), domain: String(domain) }),
  ],
  [
    /^(.+) on the document’s page, reached by the personal link alone; no one-time code was entered\.$/,
    ([done]) => ({ how: 'page', done: doneAs(done), code: null }),
  ],
  [
    /^(.+) on the document’s page after opening the document; a one-time code sent to (\S+) was entered\. The code re-proves the mailbox; it is no second factor\.$/,
    ([done, code]) => ({ how: 'page', done: doneAs(done), code: String(code) }),
  ],
  [
    /^Acted in (.+) as (\S+), (a|not a) full member of the linked organisation whose address the platform (confirms|does not confirm)\.(?: The card shown had the fingerprint ([0-9a-f]+)\.)?$/,
    ([platform, email, who, says, card]) => ({
      how: 'chat',
      platform: String(platform),
      email: String(email),
      isMember: who === 'a',
      isConfirmed: says === 'confirms',
      card: card ?? null,
    }),
  ],
];

/** What stands on the record, in the language of these phrases. What is none of ours stays as it is, such as what was erased. */
export function proofIn({ proof }: Pick<Phrases, 'proof'>, sentence: string): string {
  const [found] = FORMS.flatMap(([form, read]) => {
    const given = form.exec(sentence);
    return given ? [read(given.slice(1))] : [];
  });
  return found ? proof(found) : sentence;
}

function doneAs(said: string | undefined): DoneOnPage {
  return DONES.find((one) => DONE[one] === said) ?? 'other';
}

const DONES: readonly DoneOnPage[] = ['sign', 'approve', 'acknowledge', 'disclose', 'decline', 'withdraw', 'dispute'];
