// The time-stamps of a bundle: each lies beside the file that it is of, and names an authority that vouches for the time.
import { stampOf } from './layout.ts';
import { fails, holds, unchecked, type Finding } from './finding.ts';
import type { Members } from './archive.ts';

/** Belongs to the sealer. */
export type CheckStamp = (
  token: Uint8Array,
  content: Uint8Array,
) =>
  | { readonly ok: true; readonly at: string; readonly by: string; readonly trust: 'trusted' | 'unknown-issuer' }
  | { readonly ok: false; readonly why: string };

export function checkStamps(members: Members, checkStamp: CheckStamp): readonly Finding[] {
  return [...members].flatMap(([path, content]) => {
    const token = members.get(stampOf(path));
    return token ? [stampFinding(stampOf(path), { found: checkStamp(token, content), what: path })] : [];
  });
}

type Stamped = { readonly found: ReturnType<CheckStamp>; readonly what: string };

/** An authority that the reader does not know proves nothing to them: anyone can be one. */
export function stampFinding(path: string, { found, what }: Stamped): Finding {
  if (!found.ok) return fails(path, `The time-stamp of ${what} does not hold: ${found.why}`);
  const said = `${what} existed at ${found.at}: “${found.by}” says so in a time-stamp`;
  return found.trust === 'trusted'
    ? holds(path, `${said}, and is an authority that you named.`)
    : unchecked(path, `${said}, but is no authority that you named.`);
}
