// Reply extraction: the words that the person wrote, compared without white space; and whether quoted words came along, which is the
// dangerous error.
import type { Expected } from './corpus.ts';
import type { Read } from './run.ts';
import { scored, type Miss, type Verdict } from './verdict.ts';

const QUOTED_CHARS = 20;

export function scoreReplies(reads: readonly Read[]): Verdict {
  const mine = reads.filter(({ item }) => item.scores.includes('reply-extraction'));
  const misses = mine.flatMap(({ item, explained }): Miss[] => {
    const why = whyNot(item.expected, explained?.reply ?? '');
    return why === undefined ? [] : [{ path: item.path, why }];
  });
  const leaks = mine.flatMap((read): Miss[] => {
    const leaked = leakedLine(read);
    return leaked === undefined ? [] : [{ path: read.item.path, why: `quoted words came along: ${JSON.stringify(leaked)}` }];
  });
  return {
    scores: [
      scored({
        name: 'reply extraction',
        n: mine.length,
        target: 0.95,
        best: '90 % (email_reply_trimmer, on items of other projects)',
        misses,
      }),
    ],
    nevers: [{ name: 'leaks', found: leaks }],
  };
}

function whyNot(expected: Expected, reply: string): string | undefined {
  const accepted = acceptedTexts(expected);
  if (accepted.length > 0) {
    if (accepted.some((text) => squeezed(text) === squeezed(reply))) return undefined;
    return parting(reply, accepted[0] ?? '');
  }
  const unmatched = expected.reply_matches_regex?.find((form) => !new RegExp(form, 'm').test(reply));
  if (unmatched !== undefined) return `read ${shortened(reply)}, which does not match ${unmatched}`;
  const matched = expected.reply_must_not_match?.find((form) => new RegExp(form, 'm').test(reply));
  if (matched !== undefined) return `read ${shortened(reply)}, which must not match ${matched}`;
  const start = expected.reply_starts_with;
  if (start !== undefined && !squeezed(reply).startsWith(squeezed(start))) return `read ${shortened(reply)}, expected ${shortened(start)}`;
  return undefined;
}

function acceptedTexts({ reply_text: text, also_accept: others = [] }: Expected): readonly string[] {
  return text === undefined ? others : [text, ...others];
}

/** Of the quotation that the label cut away, or that is marked as one, a line of some length that no accepted reading holds. */
function leakedLine({ item, bytes, explained }: Read): string | undefined {
  const allowed = acceptedTexts(item.expected).map(squeezed);
  const reply = squeezed(explained?.reply ?? '');
  const marked = item.path.endsWith('.txt')
    ? bytes
        .toString('utf8')
        .split(/\r?\n/)
        .filter((line) => /^\s*>/.test(line))
    : [];
  return [...(item.expected.elided_text ?? '').split('\n'), ...marked]
    .map((line) => line.replace(/^[\s>|]+/, '').trim())
    .filter((line) => line.length > QUOTED_CHARS)
    .find((line) => reply.includes(squeezed(line)) && !allowed.some((text) => text.includes(squeezed(line))));
}

/** Where the two part, with some words before. */
function parting(read: string, wanted: string): string {
  const [ours, theirs] = [squeezed(read), squeezed(wanted)];
  const at = [...ours].findIndex((letter, index) => letter !== theirs[index]);
  const from = Math.max(0, (at < 0 ? Math.min(ours.length, theirs.length) : at) - 30);
  return `read …${shortened(ours.slice(from))}, expected …${shortened(theirs.slice(from))}`;
}

function squeezed(text: string): string {
  return text.replace(/\s+/gu, '');
}

function shortened(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
