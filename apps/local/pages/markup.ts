// Building the demo's HTML: the template escapes every value; small parts that several pages share.
import { html } from 'hono/html';
import type { Instant } from '#core/time.ts';
import type { CastMember } from '../cast.ts';

export type Markup = ReturnType<typeof html>;
export { html };

export const NOTHING = '';

export function portrait({ initials, colour }: Pick<CastMember, 'initials' | 'colour'>, size: 'small' | 'large' = 'large'): Markup {
  return html`<span class="portrait ${size}" style="background:${colour}" aria-hidden="true">${initials}</span>`;
}

/** A stranger at a demo domain gets a mailbox, too, and a plain portrait. */
export function personAt(cast: readonly CastMember[], email: string): CastMember {
  const known = cast.find((one) => one.email === email.toLowerCase());
  if (known) return known;
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  return {
    name: local,
    email: email.toLowerCase(),
    tenant: null,
    slack: null,
    teams: null,
    organisation: domain,
    job: 'Not one of the cast',
    initials: local.slice(0, 2).toUpperCase(),
    colour: '#5f6670',
  };
}

export function firstName({ name }: Pick<CastMember, 'name'>): string {
  return name.split(' ')[0] ?? name;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue 24 Nov 2026, 18:20 UTC`; in UTC, as the ledger has it. */
export function shownTime(at: Instant | string): string {
  const time = new Date(at);
  return `${WEEKDAYS[time.getUTCDay()]} ${time.getUTCDate()} ${MONTHS[time.getUTCMonth()]} ${time.getUTCFullYear()}, ${time.toISOString().slice(11, 16)} UTC`;
}

export function shownBytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
