// A view made ready for mail: every word by someone else cleaned, no line left that would read as a command, links filled in.
// Both twins, text and HTML, are written from this, so they say the same.
import { inEnglish, type LocalPhrases } from '#core/grammar/reply-phrases.ts';
import type { Phrases } from '#core/phrases/phrases.ts';
import type { View } from '#core/views/view.ts';
import type { Site } from '#apps/ports.ts';
import { cleanBlock, cleanLine } from '#apps/clean-text.ts';

export type LetterInput = {
  readonly reader: { readonly name: string; readonly email: string };
  readonly organisation: string;
  readonly site: Pick<Site, 'isLocal' | 'signAddress'>;
  /** The line above which an answer is written; absent where no answer is expected. */
  readonly marker?: string | undefined;
  /** Page of the reader's own; absent where they have none. */
  readonly page?: string | undefined;
  readonly envelope?: string | undefined;
  readonly phrases: Phrases;
  /** What acts by mail beside the English phrases. */
  readonly acting?: LocalPhrases | undefined;
};

export type Letter = {
  /** BCP 47. */
  readonly language: string;
  readonly subject: string;
  readonly preheader: string;
  readonly marker?: string | undefined;
  readonly heading: string;
  readonly status: View['status'];
  /** What the status, or the code in its place, is called. */
  readonly statusLabel: string;
  readonly hasCode: boolean;
  readonly paragraphs: readonly string[];
  readonly quote?: { readonly who: string; readonly lines: readonly string[] };
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly buttons: readonly { readonly label: string; readonly href: string; readonly primary: boolean }[];
  readonly howTitle: string;
  readonly how: readonly string[];
  readonly small: readonly string[];
  readonly footer: readonly string[];
};

export function letterOf(view: View, input: LetterInput): Letter {
  const { page, envelope, reader, site, phrases, acting = {} } = input;
  const safe = (text: string): string => safeLine(text, acting);
  const frame = phrases.letter;
  const paragraphs = view.paragraphs.map(safe).filter((line) => line !== '');
  const quoted =
    view.quote &&
    cleanBlock(view.quote.text)
      .split('\n')
      .map((line) => safe(line.slice(0, MOST_QUOTE_LINE_CHARS)));
  return {
    language: phrases.language,
    subject: cleanLine(view.subject),
    preheader: view.hasCode === true ? safe(view.heading) : (paragraphs[0] ?? safe(view.heading)),
    ...(input.marker === undefined || view.hasCode === true ? {} : { marker: input.marker }),
    heading: safe(view.heading),
    status: { word: safe(view.status.word), tone: view.status.tone },
    statusLabel: view.hasCode === true ? frame.code : frame.status,
    hasCode: view.hasCode === true,
    paragraphs,
    ...(view.quote && quoted ? { quote: { who: safe(view.quote.who), lines: quoted } } : {}),
    facts: view.facts.map(({ label, value }) => ({ label: capitalised(cleanLine(label)), value: safe(value) })),
    buttons:
      page === undefined
        ? []
        : view.links.map(({ label, primary, to }) => ({ label: safe(label), href: to === 'placing' ? `${page}/place` : page, primary })),
    howTitle: safe(frame.howTitle),
    how: view.how.map(safe),
    small: view.small.map(safe),
    footer: [
      frame.sentFor({ organisation: safe(input.organisation), reader: `${cleanLine(reader.name)} <${reader.email}>` }),
      envelope === undefined ? frame.signAddress(site.signAddress) : frame.envelope(envelope),
      ...(site.isLocal ? [frame.local] : []),
    ],
  };
}

const MOST_QUOTE_LINE_CHARS = 2000;
const MARKS = /^[\s>|*•-]+/u;
/** The commands by themselves, in any case; a reason or a name may follow those that take one. */
const COMMAND =
  /^[\s>|*•-]*(?:i\s+sign|i\s+approve|approve|i\s+acknowledge|send|cancel|status|stop|help|resume|(?:decline|remind|void|delegate|extend|withdraw|dispute|question|snooze|reassign|resend|correct)\b.*)[.!\s]*$/iu;

/**
 * Quoted or copied back to us, a line of our own mail must never read as its reader's decision, whatever a title or a comment says.
 */
function safeLine(text: string, acting: LocalPhrases): string {
  const line = cleanLine(text);
  return COMMAND.test(line) || COMMAND.test(inEnglish(line.replace(MARKS, ''), acting)) ? `“${line}”` : line;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
