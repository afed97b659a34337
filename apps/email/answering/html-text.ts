// Formatted mail as the lines that a person sees: hidden elements are taken out and reported, quoted blocks are marked with `> `.
import { Parser } from 'htmlparser2';
import { CUT } from '#core/grammar/normalise.ts';
import { beginsQuotation, coloursOf, isBlock, isCell, isHidden, isQuote, isSignature, isVoid, type Attributes } from './html-elements.ts';
import { MOST_HTML_CHARS } from '../limits.ts';
import { couldRewrite } from './style-rules.ts';

export type HtmlReading = {
  readonly text: string;
  /** What stood in elements that are not shown, outside quotations. */
  readonly hidden: string;
  /** Style rules could hide or show text in ways that are not followed here. */
  readonly isRewritten: boolean;
};

const PIECE = 8 * 1024;
const MOST_DEPTH = 1000;

type Open = {
  readonly name: string;
  readonly hides: boolean;
  readonly quotes: boolean;
  readonly isPre: boolean;
  /** What is behind the letters inside. */
  readonly ground: string;
};

export function htmlToText(html: string): HtmlReading {
  const page = blankPage();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes),
      ontext: (text) => page.text(text),
      onclosetag: (name) => page.close(name),
    },
    { decodeEntities: true },
  );
  // In pieces, since what is nested too deep costs the parser more with every level.
  for (let at = 0; at < Math.min(html.length, MOST_HTML_CHARS) && !page.isTooDeep(); at += PIECE) {
    parser.write(html.slice(at, Math.min(at + PIECE, MOST_HTML_CHARS)));
  }
  parser.end();
  return page.read(page.isTooDeep() || html.length > MOST_HTML_CHARS);
}

/** The lines so far and the one that is being written. */
function lineWriter() {
  const lines: string[] = [];
  let line = '';
  let quoting = 0;
  function end(text = line.trim()): void {
    lines.push(quoting > 0 ? `> ${text}` : text);
    line = '';
  }
  function endIfBegun(): void {
    if (line.trim() === '') line = '';
    else end();
  }
  return {
    add: (text: string) => void (line += text),
    end,
    endIfBegun,
    quote(by: 1 | -1): void {
      endIfBegun();
      quoting += by;
    },
    isQuoting: () => quoting > 0,
    all: () => lines.join('\n'),
  };
}

/** What is on the page so far, and how many elements around us hide what is in them, keep its line breaks, or hold rules. */
function blankPage() {
  const opened: Open[] = [];
  const unseen: string[] = [];
  const lines = lineWriter();
  const around = { hiding: 0, preformatted: 0, rules: 0 };
  const rules: string[] = [];
  let deepest = 0;

  function count(element: Open, by: 1 | -1): void {
    if (element.hides) around.hiding += by;
    if (element.isPre) around.preformatted += by;
    if (element.name === 'style' || element.name === 'script') around.rules += by;
  }
  return {
    open(name: string, attributes: Attributes): void {
      if (name === 'br' && around.hiding === 0) lines.end();
      if (isBlock(name)) lines.endIfBegun();
      if (isCell(name)) lines.add(' ');
      if (beginsQuotation(attributes)) lines.quote(1);
      if (isVoid(name)) return;
      if (isSignature(attributes) && around.hiding === 0) {
        lines.endIfBegun();
        lines.end('-- ');
      }
      const { ink, ground = opened.at(-1)?.ground ?? 'ffffff' } = coloursOf(attributes);
      const hides = ink === ground || isHidden(name, attributes);
      const element = { name, hides, quotes: isQuote(name, attributes), isPre: name === 'pre', ground };
      if (element.quotes) lines.quote(1);
      count(element, 1);
      opened.push(element);
      deepest = Math.max(deepest, opened.length);
    },
    text(text: string): void {
      if (around.hiding > 0) {
        if (!lines.isQuoting()) (around.rules === 0 ? unseen : rules).push(text);
      } else if (around.preformatted === 0) lines.add(text.replace(/[\s\u00A0]+/gu, ' '));
      else {
        for (const [at, part] of text.split('\n').entries()) {
          if (at > 0) lines.end();
          lines.add(part);
        }
      }
    },
    close(name: string): void {
      const element = isVoid(name) ? undefined : opened.pop();
      if (!element) return;
      if (isBlock(name)) lines.endIfBegun();
      if (element.quotes) lines.quote(-1);
      count(element, -1);
    },
    isTooDeep: () => deepest > MOST_DEPTH,
    /** @param isCut there was more, which was not read: a text that was cut never decides */
    read(isCut: boolean): HtmlReading {
      lines.endIfBegun();
      const text = isCut ? `${lines.all()}\n${CUT}` : lines.all();
      return { text, hidden: unseen.join(' ').replace(/\s+/gu, ' ').trim(), isRewritten: couldRewrite(rules.join('')) };
    },
  };
}
