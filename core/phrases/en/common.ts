// English: what many messages share: times, labels, roles, standings, the frame of a letter.
import type { RecipientStatus } from '../../envelope.ts';
import type { Role } from '../../terms.ts';
import type { PersonLine, Place } from '../place.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const PLACES: Record<Place['as'], (whom: string) => string> = {
  'on-behalf': (whom) => `on behalf of ${whom}`,
  'in-place': (whom) => `in place of ${whom}`,
  besides: (whom) => `besides ${whom}`,
};

/** `Ana`, `Ana and Bob`, `Ana, Bob and Cy`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

export function placeWords({ as, whom }: Place): string {
  return PLACES[as](whom);
}

function dayOf(date: string): string {
  return `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`;
}

export const enCommon = {
  /** From wall-clock text `2026-11-24 19:20` and a zone's name. */
  dateTime: (wall: string, zone: string) => `${dayOf(wall)}, ${wall.slice(11)} (${zone})`,
  /** From a date, `2026-11-24`. */
  day: dayOf,
  labels: {
    title: 'Document',
    from: 'From',
    fingerprint: 'Fingerprint (SHA-256)',
    reference: 'Reference',
    closes: 'Closes',
    copies: 'Copies',
    reminders: 'Reminders',
    recordedAt: 'Recorded',
    proof: 'How we know',
  },
  roles: {
    signer: 'signs',
    approver: 'approves',
    viewer: 'reads and confirms',
    preparer: 'fills in the data',
    cc: 'receives a copy',
  } satisfies Record<Role, string>,
  statuses: {
    waiting: 'not asked yet',
    notified: 'asked',
    viewed: 'has opened it',
    signed: 'signed',
    approved: 'approved',
    acknowledged: 'has read it',
    prepared: 'filled in the data',
    declined: 'declined',
    delegated: 'handed over',
    reassigned: 'replaced',
    released: 'not needed',
    expired: 'did not answer in time',
    undeliverable: 'could not be reached',
  } satisfies Record<RecipientStatus, string>,
  beingAsked: 'is being asked',
  listed,
  personLine: ({ who, does, place, standing }: PersonLine) =>
    `${who} ${does}${place ? `, ${placeWords(place)}` : ''}${standing === undefined ? '' : `: ${standing}`}`,
  pages: (count: number) => (count === 1 ? '1 page' : `${count} pages`),
  step: (step: number) => `step ${step}`,
  everyDays: (after: number, every: number, most: number) => {
    if (after === 0 || most === 0) return 'none';
    const first = `after ${after === 1 ? '1 day' : `${after} days`}`;
    return every === 0 ? `once, ${first}` : `${first}, then every ${every === 1 ? 'day' : `${every} days`}, at most ${most}`;
  },
  nothingRecorded: 'Nothing has been recorded.',
  nothingSent: 'Nothing has been sent to anyone.',
  nothingChanged: 'Nothing was changed.',
  open: 'Open the document',
  /** Around every mail. */
  letter: {
    howTitle: 'How to answer',
    status: 'Status',
    code: 'Code',
    sentFor: ({ organisation, reader }: { organisation: string; reader: string }) =>
      `Sent by Countersign for ${organisation} to ${reader}.`,
    envelope: (id: string) => `Envelope ${id}.`,
    signAddress: (address: string) => `Documents for signature go to ${address}.`,
    local: 'This is a local demonstration of Countersign: nothing left this machine, and nothing here binds anyone.',
    senderVia: (sender: string) => `${sender} via Countersign`,
  },
};
