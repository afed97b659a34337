// A line in pieces, each knowing where it stood, so that free text can be taken from the line as it was typed.

/**
 * @property text without the marks around it
 * @property name beside a mention's id
 */
export type Token = {
  readonly kind: 'quoted' | 'mention' | 'group' | 'address' | 'mark' | 'word';
  readonly text: string;
  readonly name: string;
  readonly start: number;
};

/** In order; the first that fits is what it is. A mark that belongs to nothing is a mark too. */
const FORMS: readonly (readonly [kind: Token['kind'], form: string])[] = [
  ['quoted', '"([^"\\n]{1,200})"'],
  ['mention', '<@([^<>|\\n]+)(?:\\|([^<>|\\n]*))?>'],
  ['group', '<!subteam\\^([^<>|\\n]+)(?:\\|@?([^<>|\\n]*))?>'],
  ['address', '<([^<>|\\s]+@[^<>|\\s]+)>'],
  ['mark', '(->|=>|→|--+|[—–-](?=\\s|$)|&(?=\\s|$)|[,;:])'],
  ['word', '([^\\s",;<:]+(?::[^\\s",;<:]+)*)'],
  ['mark', '(["<])'],
];
const PIECE = new RegExp(FORMS.map(([, form]) => form.replace(/\((?!\?)/g, '(?:')).join('|'), 'gu');
const PARTS = FORMS.map(([kind, form]) => [kind, new RegExp(`^${form}$`, 'u')] as const);

/** @param from where the line begins to be read */
export function tokensOf(line: string, from: number): Token[] {
  return [...line.slice(from).matchAll(PIECE)].flatMap(({ 0: piece, index }) => {
    const fits = PARTS.flatMap(([kind, form]) => {
      const [, text, name] = form.exec(piece) ?? [];
      return text === undefined ? [] : [{ kind, text, name: name ?? '', start: from + index }];
    });
    return fits.slice(0, 1);
  });
}
