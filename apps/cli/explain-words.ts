// What is said of a mail to someone in support: what kind of mail it is, who wrote it as far as that is proven, what it says, what would come
// of it, and what was left out and why.
import { english } from '#core/phrases/en/english.ts';
import type { AskReason } from '#core/answer.ts';
import type { Explanation } from '#apps/email/explain.ts';

const MOST_QUOTED_CHARS = 300;
const KINDS: Readonly<Record<Explanation['class'], string>> = {
  human: 'Mail by a person',
  bounce: 'A report that a mail did not arrive',
  'auto-reply': 'An automatic reply',
  'feedback-report': 'A report that a reader called a mail spam',
  bulk: 'Mail to many, or by a program',
};
type Verb = Extract<Explanation['intent'], { verb: string }>['verb'];

const DOES: Readonly<Partial<Record<Verb, string>>> = {
  sign: 'record a signature',
  approve: 'record an approval',
  acknowledge: 'record that it was read',
  decline: 'record that they decline',
  withdraw: 'take back what they recorded',
  dispute: 'record a dispute and hold everything up',
  delegate: 'put someone else in their place',
  status: 'answer how far it is',
  stop: 'stop reminders to them',
  help: 'answer what can be said',
  snooze: 'remind them later',
  send: 'send a draft',
  comment: 'pass their words on to the sender',
  change: 'change a draft',
};

/** Whether it would change what is on record, if it came as it must. */
export function isDecision({ intent }: Explanation): boolean {
  return intent !== null && 'verb' in intent && !['comment', 'status', 'help'].includes(intent.verb);
}

export function wordsFor(explained: Explanation): readonly string[] {
  const { subject, reply, automatic } = explained;
  const says = automatic ? 'Says' : 'Wrote';
  return [
    `${KINDS[explained.class]}${explained.why === undefined ? '' : `: ${explained.why}`}.`,
    `From: ${writerOf(explained)}`,
    ...(subject === '' ? [] : [`Subject: ${quoted(subject)}`]),
    reply === null ? `${says}: nothing of its own.` : `${says}: ${quoted(reply)}`,
    ...reportedIn(explained),
    `What comes of it: ${outcomeOf(explained)}`,
    ...filesOf(explained),
  ];
}

function reportedIn({ report }: Explanation): readonly string[] {
  if (report?.kind !== 'delivery') return [];
  return report.recipients.map(({ address, action, reason, isForGood }) => {
    if (action === 'delivered') return `Reported: delivered to ${address}.`;
    const then =
      action === 'delayed' ? 'It is still being tried.' : isForGood ? 'Trying again would not help.' : 'It might work another time.';
    return `Reported: not delivered to ${address}. ${english.delivery.reasons[reason]} ${then}`;
  });
}

function writerOf({ from, auth }: Explanation): string {
  if (from === null) return 'nobody is named in it.';
  const named = from.name === '' ? from.email : `${from.name} <${from.email}>`;
  return `${named} (${proofOf(auth)})`;
}

/** Without DNS the keys of a domain cannot be had, so that a signature proves only that the text was not changed. */
function proofOf({ dkim, dmarc, aligned }: Explanation['auth']): string {
  if (aligned && dmarc !== 'fail') return 'proven: the mail carries a valid signature of that domain';
  if (aligned) return 'not proven: the policy of that domain is not met';
  if (dkim === 'pass') return 'not proven: it is signed, but not by that domain';
  if (dkim === 'none') return 'not proven: the mail carries no signature of a domain';
  if (dkim === 'temperror') return 'not checked: it is signed and unchanged, but the key was not looked up; --dns does';
  return 'not proven: it was signed, but the signature does not hold';
}

function outcomeOf(explained: Explanation): string {
  const { class: kind, intent, automatic } = explained;
  if (kind === 'bounce') return 'nobody’s decision is recorded; where it is about a mail of ours, its sender is told.';
  if (kind === 'feedback-report') return 'nobody’s decision is recorded; where it is about a mail of ours, reminders to that person stop.';
  if (automatic) return 'nothing is recorded, and nothing is answered, since no person wrote it.';
  if (kind === 'bulk') return 'nothing is recorded, since it came to many.';
  if (intent === null) return 'nothing.';
  if ('ambiguous' in intent) return `nothing is recorded. ${sentence(intent.ambiguous)}`;
  const does = DOES[intent.verb] ?? `do what ${intent.verb.toUpperCase()} asks for`;
  const documents = countOf(explained);
  const start = documents === 0 ? '' : ` Sent to the address for new requests it would begin a draft of ${files(documents)}.`;
  if (!isDecision(explained)) return `it would ${does}.${start}`;
  const proof = explained.auth.aligned ? '' : ', which it is not here';
  return `it would ${does}, but only as the answer of the person who was asked, to the address in their mail, and with their domain’s proof${proof}.${start}`;
}

function sentence(why: string): string {
  const known: Readonly<Record<string, string>> = english.answers.ask satisfies Record<AskReason, string>;
  const found = known[why];
  return found === undefined ? `It is refused, since ${why}.` : found.replaceAll('Your', 'Their').replace(' your ', ' their ');
}

function filesOf({ documents, ignored }: Explanation): readonly string[] {
  const left = ignored.map(({ filename, why }) => `Left out: ${filename}, because ${why}`);
  const taken = documents.filter(({ filename }) => !ignored.some((one) => one.filename === filename));
  return [
    ...taken.map(({ filename, contentType, bytes }) => `Document: ${filename} (${contentType}, ${bytes.toLocaleString('en')} bytes)`),
    ...left,
  ];
}

function countOf({ documents, ignored }: Explanation): number {
  return documents.filter(({ filename }) => !ignored.some((one) => one.filename === filename)).length;
}

function files(count: number): string {
  return count === 1 ? 'one document' : `${count} documents`;
}

function quoted(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' / ');
  return `“${line.length > MOST_QUOTED_CHARS ? `${line.slice(0, MOST_QUOTED_CHARS)}…` : line}”`;
}
