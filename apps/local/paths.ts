// Addresses of the demo's pages, in one place.

export function mailboxPath(email: string): string {
  return `/local/mailbox/${encodeURIComponent(email).replace('%40', '@')}`;
}

export function messagePath(email: string, id: string): string {
  return `${mailboxPath(email)}/${id}`;
}

export function composePath(email: string): string {
  return `${mailboxPath(email)}/new`;
}
