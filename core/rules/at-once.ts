// `send: now`: a draft goes out without its sender's second word only where the organisation allows it and nothing is left to look at.
import { listsAddress, type Policy } from '../policy/policy.ts';

/** @property doubts what the draft says that its sender should look at, a sentence each */
export type AtOnce = {
  readonly policy: Policy;
  readonly sender: string;
  readonly recipients: readonly { readonly email: string; readonly internal: boolean; readonly role: string }[];
  readonly doubts: readonly string[];
};

const MOST_RECIPIENTS = 5;

/** Why it waits for the sender; nothing where it need not. */
export function whyNotAtOnce({ policy, sender, recipients, doubts }: AtOnce): string[] {
  const outside = recipients.filter(({ internal }) => !internal).map(({ email }) => email);
  const reasons = [
    ...(listsAddress(policy.sendWithoutConfirmation ?? [], sender)
      ? []
      : ['your organisation’s policy does not let you send without confirming']),
    ...(doubts.length === 0 ? [] : ['there is something to check in it']),
    ...(recipients.some(({ role }) => role !== 'cc') ? [] : ['nobody is asked to act']),
    ...(outside.length === 0 ? [] : [`${outside.join(', ')} ${outside.length === 1 ? 'is' : 'are'} not of your organisation`]),
    ...(recipients.length <= MOST_RECIPIENTS ? [] : [`more than ${MOST_RECIPIENTS} people are named`]),
  ];
  return reasons.length === 0 ? [] : [`“send: now” was not followed, because ${reasons.join('; ')}. Nothing goes out until you say so.`];
}
