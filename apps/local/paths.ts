// Addresses of the demo's pages, in one place.
import type { Platform } from '#core/people.ts';

export function mailboxPath(email: string): string {
  return `/local/mailbox/${encodeURIComponent(email).replace('%40', '@')}`;
}

export function messagePath(email: string, id: string): string {
  return `${mailboxPath(email)}/${id}`;
}

export function chatPath(platform: Platform, email: string): string {
  return `/${platform}/${encodeURIComponent(email).replace('%40', '@')}`;
}

export function composePath(email: string): string {
  return `${mailboxPath(email)}/new`;
}
