// English: what the proof of an act shows. These sentences stand on the record: a changed one must stay readable in `core/proof.ts`.
import type { DoneOnPage, Proof } from '../proof.ts';

export const DONE: Record<DoneOnPage, string> = {
  sign: 'Signed',
  approve: 'Approved',
  acknowledge: 'Acknowledged',
  disclose: 'Agreed to electronic records',
  decline: 'Declined',
  withdraw: 'Withdrawn',
  dispute: 'Disputed',
  other: 'Done',
};

export function enProof(proof: Proof): string {
  if (proof.how === 'reply') {
    const { from, domain } = proof;
    return `Replied by e-mail from ${from}; the message carried a valid DKIM signature of ${domain} and came to a reply address made for this person alone.`;
  }
  if (proof.how === 'page') {
    const { done, code } = proof;
    return code === null
      ? `${DONE[done]} on the document’s page, reached by the personal link alone; no one-time code was entered.`
      : `${DONE[done]} on the document’s page after opening the document; a one-time code sent to ${code} was entered. The code re-proves the mailbox; it is no second factor.`;
  }
  const { platform, email, isMember, isConfirmed, card } = proof;
  const who = isMember ? 'a full member' : 'not a full member';
  const address = isConfirmed ? 'whose address the platform confirms' : 'whose address the platform does not confirm';
  const shown = card === null ? '' : ` The card shown had the fingerprint ${card}.`;
  return `Acted in ${platform} as ${email}, ${who} of the linked organisation ${address}.${shown}`;
}
