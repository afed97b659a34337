// A view made ready for mail: every word by someone else cleaned, no line left that would read as a command, links filled in.
// Both twins, text and HTML, are written from this, so they say the same.
import type { View } from '#core/views/view.ts';
import type { Site } from '#apps/ports.ts';
import { cleanBlock, cleanLine } from './clean-text.ts';

export type LetterInput = {
  readonly reader: { readonly name: string; readonly email: string };
  readonly organisation: string;
  readonly site: Pick<Site, 'isLocal' | 'signAddress'>;
  /** The line above which an answer is written; absent where no answer is expected. */
  readonly marker?: string | undefined;
  /** Page of the reader's own; absent where they have none. */
  readonly page?: string | undefined;
  readonly envelope?: string | undefined;
};

export type Letter = {
  readonly subject: string;
  readonly preheader: string;
  readonly marker?: string | undefined;
  readonly heading: string;
  readonly status: View['status'];
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

const HOW_TITLE = 'How to answer';
const LOCAL_LINE = 'This is a local demonstration of Countersign: nothing left this machine, and nothing here binds anyone.';

export function letterOf(view: View, input: LetterInput): Letter {
  const { page, envelope, reader, site } = input;
  const paragraphs = view.paragraphs.map(safeLine).filter((line) => line !== '');
  const quoted = view.quote && cleanBlock(view.quote.text).split('\n').map(quotedLine);
  return {
    subject: cleanLine(view.subject),
    preheader: view.hasCode === true ? safeLine(view.heading) : (paragraphs[0] ?? safeLine(view.heading)),
    ...(input.marker === undefined || view.hasCode === true ? {} : { marker: input.marker }),
    heading: safeLine(view.heading),
    status: { word: safeLine(view.status.word), tone: view.status.tone },
    hasCode: view.hasCode === true,
    paragraphs,
    ...(view.quote && quoted ? { quote: { who: safeLine(view.quote.who), lines: quoted } } : {}),
    facts: view.facts.map(({ label, value }) => ({ label: capitalised(cleanLine(label)), value: safeLine(value) })),
    buttons: page === undefined ? [] : view.links.map(({ label, primary }) => ({ label, href: page, primary })),
    howTitle: HOW_TITLE,
    how: view.how.map(safeLine),
    small: view.small.map(safeLine),
    footer: [
      `Sent by Countersign for ${safeLine(input.organisation)} to ${cleanLine(reader.name)} <${reader.email}>.`,
      envelope === undefined ? `Documents for signature go to ${site.signAddress}.` : `Envelope ${envelope}.`,
      ...(site.isLocal ? [LOCAL_LINE] : []),
    ],
  };
}

/** The commands by themselves, in any case; a reason or a name may follow those that take one. */
const COMMAND =
  /^[\s>|*•-]*(?:i\s+sign|i\s+approve|approve|send|cancel|status|stop|help|(?:decline|remind|void|delegate|extend|withdraw|dispute|question)\b.*)[.!\s]*$/iu;

/**
 * Quoted or copied back to us, a line of our own mail must never read as its reader's decision, whatever a title or a comment says.
 */
function safeLine(text: string): string {
  const line = cleanLine(text);
  return COMMAND.test(line) ? `“${line}”` : line;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const MOST_QUOTE_LINE_CHARS = 2000;

function quotedLine(text: string): string {
  return safeLine(text.slice(0, MOST_QUOTE_LINE_CHARS));
}
