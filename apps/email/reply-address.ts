// Where a person's answer goes: `r-<token>@` where every address of the mail domain reaches us, and `sign+r-<token>@` where only one
// mailbox does, to which its mail server delivers whatever follows a plus sign (RFC 5233).
import type { Site } from '#apps/ports.ts';
import { localPartOf } from '#apps/address.ts';

export function replyAddressOf({ mailDomain, signAddress, isPlusAddressed = false }: Site, token: string): string {
  return isPlusAddressed ? `${localPartOf(signAddress)}+r-${token}@${mailDomain}` : `r-${token}@${mailDomain}`;
}

/** Where mail systems report what they could not deliver: the envelope sender of a message, with the same token as its reply address. */
export function returnAddressOf(site: Site, token: string): string {
  return replyAddressOf(site, token).replace(/(^|\+)r-/, '$1b-');
}
