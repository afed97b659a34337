// Formatted mail as the lines that a person sees: hidden elements are taken out and reported, quoted blocks are marked with `> `.
import { Parser } from 'htmlparser2';
import { beginsQuotation, isBlock, isCell, isHidden, isQuote, isSignature, isVoid, type Attributes } from './html-elements.ts';
import { MOST_HTML_CHARS } from './limits.ts';

export type HtmlReading = {
  readonly text: string;
  /** What stood in elements that are not shown, outside quotations. */
  readonly hidden: string;
  /** Style rules could hide or show text in ways that are not followed here. */
  readonly hasStyleRules: boolean;
};

type Open = { readonly name: string; readonly hides: boolean; readonly quotes: boolean; readonly isPre: boolean };

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
  parser.end(html.slice(0, MOST_HTML_CHARS));
  return page.read();
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
  let hasStyleRules = false;

  function count(element: Open, by: 1 | -1): void {
    if (element.hides) around.hiding += by;
    if (element.isPre) around.preformatted += by;
    if (element.name === 'style' || element.name === 'script') around.rules += by;
  }
  return {
    open(name: string, attributes: Attributes): void {
      if (name === 'style' && !lines.isQuoting()) hasStyleRules = true;
      if (name === 'br' && around.hiding === 0) lines.end();
      if (isBlock(name)) lines.endIfBegun();
      if (isCell(name)) lines.add(' ');
      if (beginsQuotation(attributes)) lines.quote(1);
      if (isVoid(name)) return;
      if (isSignature(attributes) && around.hiding === 0) {
        lines.endIfBegun();
        lines.end('-- ');
      }
      const element = { name, hides: isHidden(name, attributes), quotes: isQuote(name, attributes), isPre: name === 'pre' };
      if (element.quotes) lines.quote(1);
      count(element, 1);
      opened.push(element);
    },
    text(text: string): void {
      if (around.hiding > 0) {
        if (!lines.isQuoting() && around.rules === 0) unseen.push(text);
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
    read(): HtmlReading {
      lines.endIfBegun();
      return { text: lines.all(), hidden: unseen.join(' ').replace(/\s+/gu, ' ').trim(), hasStyleRules };
    },
  };
}
