// The typefaces of everything we print: Noto for reading, Dancing Script for typed signatures. All OFL, all from npm.
// A face is opened when a sign needs it: the Chinese one alone has 8 MB.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);
const noto = (script: string, file: string) => join(dirname(resolve(`@embedpdf/fonts-${script}`)), '..', 'fonts', file);
const dancing = dirname(resolve('@expo-google-fonts/dancing-script/package.json'));

export const FACES = {
  hand: join(dancing, '600SemiBold', 'DancingScript_600SemiBold.ttf'),
  sans: noto('latin', 'NotoSans-Regular.ttf'),
  'sans-semibold': noto('latin', 'NotoSans-SemiBold.ttf'),
  'sans-light': noto('latin', 'NotoSans-Light.ttf'),
  'sans-italic': noto('latin', 'NotoSans-Italic.ttf'),
  hebrew: noto('hebrew', 'NotoSansHebrew-Regular.ttf'),
  'hebrew-bold': noto('hebrew', 'NotoSansHebrew-Bold.ttf'),
  arabic: noto('arabic', 'NotoNaskhArabic-Regular.ttf'),
  'arabic-bold': noto('arabic', 'NotoNaskhArabic-Bold.ttf'),
  japanese: noto('jp', 'NotoSansJP-Regular.otf'),
  'japanese-bold': noto('jp', 'NotoSansJP-Medium.otf'),
  korean: noto('kr', 'NotoSansKR-Regular.otf'),
  'korean-bold': noto('kr', 'NotoSansKR-Medium.otf'),
  chinese: noto('sc', 'NotoSansHans-Regular.otf'),
  'chinese-bold': noto('sc', 'NotoSansHans-Medium.otf'),
} as const;

/** For pdfkit, which otherwise reads the metrics of a face that we never print. */
export const NO_FONT = '';

export type Face = keyof typeof FACES;

/** How a text is set. `hand`: as a signature, in the handwriting face where it has the letters, else in italics. */
export type Style = 'regular' | 'semibold' | 'light' | 'italic' | 'hand';

/** Latin, Greek, Cyrillic and Devanagari; always tried first. */
export const FIRST: Readonly<Record<Style, readonly Face[]>> = {
  regular: ['sans'],
  semibold: ['sans-semibold'],
  light: ['sans-light'],
  italic: ['sans-italic'],
  hand: ['hand', 'sans-italic'],
};

type Family = 'hebrew' | 'arabic' | 'japanese' | 'korean' | 'chinese';

export function faceOf(family: Family, style: Style): Face {
  return style === 'semibold' ? `${family}-bold` : family;
}
