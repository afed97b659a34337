// Which of the East Asian faces writes a text: one Han sign has other strokes in Tokyo, Seoul and Beijing, and Unicode does not say which.
// The signs beside it often do; then the language of the envelope; and a name should be in one face, not in two.

export type HanFamily = 'japanese' | 'korean' | 'chinese';

/** Signs of these scripts, their punctuation, wide forms, and symbols that only these faces have. */
export const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u2010-\u27bf\u3000-\u33ff\uff00-\uffef]/u;

const HAN = /\p{Script=Han}/gu;

/** @returns in the order in which they are to be tried. */
export function hanFamilies({ text, language, covers }: Question): readonly HanFamily[] {
  const order = preferred(text, language);
  const signs = text.match(HAN) ?? [];
  const whole = order.find((family) => signs.every((sign) => covers(family, sign)));
  return whole === undefined ? order : [whole, ...order.filter((family) => family !== whole)];
}

type Question = {
  readonly text: string;
  readonly language: string;
  readonly covers: (family: HanFamily, sign: string) => boolean;
};

function preferred(text: string, language: string): readonly HanFamily[] {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return ['japanese', 'chinese', 'korean'];
  if (/\p{Script=Hangul}/u.test(text)) return ['korean', 'japanese', 'chinese'];
  if (/^zh\b/i.test(language)) return ['chinese', 'japanese', 'korean'];
  if (/^ko\b/i.test(language)) return ['korean', 'japanese', 'chinese'];
  return ['japanese', 'chinese', 'korean'];
}
