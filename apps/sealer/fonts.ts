// The typefaces of everything we print: Noto Sans for reading, Dancing Script for typed signatures. Both OFL, from npm.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);
const noto = join(dirname(resolve('@embedpdf/fonts-latin')), '..', 'fonts');
const dancing = dirname(resolve('@expo-google-fonts/dancing-script/package.json'));

export const FONTS = {
  regular: join(noto, 'NotoSans-Regular.ttf'),
  semibold: join(noto, 'NotoSans-SemiBold.ttf'),
  light: join(noto, 'NotoSans-Light.ttf'),
  italic: join(noto, 'NotoSans-Italic.ttf'),
  signature: join(dancing, '600SemiBold', 'DancingScript_600SemiBold.ttf'),
} as const;

export type FontName = keyof typeof FONTS;

/** Dancing Script has Latin letters only; other names are set in italics. */
export function signatureFont(typedName: string): FontName {
  return /^[ -~\u00a0-\u017f\u2018\u2019]*$/.test(typedName) ? 'signature' : 'italic';
}
