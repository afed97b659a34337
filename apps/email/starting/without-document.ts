// What a mail without any document may hold instead of one, so that its sender is told what to do: a link to a store, encrypted text.
import type { Ignored } from './left-out.ts';

/** Hosts on which files are shared; nothing is ever fetched from them. */
const STORES =
  /https?:\/\/(?:[\w-]+\.)*(1drv\.ms|onedrive\.live\.com|sharepoint\.com|drive\.google\.com|docs\.google\.com|dropbox\.com|db\.tt|box\.com|wetransfer\.com|we\.tl|icloud\.com|mega\.nz)(?=[/?#\s"'>]|$)/gi;
const MOST_LINKS = 3;
const PGP = /^-----BEGIN PGP MESSAGE-----$/m;

export function insteadOfDocument(text: string): Ignored[] {
  const hosts = new Set(Array.from(text.slice(0, 512 * 1024).matchAll(STORES), ([, host = '']) => host.toLowerCase()));
  return [
    ...[...hosts]
      .slice(0, MOST_LINKS)
      .map((host) => ({ filename: `A link to ${host}`, why: 'links are not followed; attach the file itself.' })),
    ...(PGP.test(text)
      ? [{ filename: 'The text', why: 'it is encrypted with PGP, so we cannot read it; send it without encryption.' }]
      : []),
  ];
}
