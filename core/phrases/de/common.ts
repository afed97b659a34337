// German: what many messages share: times, labels, roles, standings, the frame of a letter.
import type { Phrases } from '../phrases.ts';
import type { Place } from '../place.ts';

const MONTHS = ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'];

const PLACES: Record<Place['as'], (whom: string) => string> = {
  'on-behalf': (whom) => `im Auftrag von ${whom}`,
  'in-place': (whom) => `anstelle von ${whom}`,
  besides: (whom) => `neben ${whom}`,
};

/** `Ana`, `Ana und Bob`, `Ana, Bob und Cy`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} und ${last}`;
}

export function placeWords({ as, whom }: Place): string {
  return PLACES[as](whom);
}

type Common = Pick<
  Phrases,
  | 'dateTime'
  | 'day'
  | 'labels'
  | 'roles'
  | 'statuses'
  | 'beingAsked'
  | 'listed'
  | 'personLine'
  | 'pages'
  | 'step'
  | 'everyDays'
  | 'nothingRecorded'
  | 'nothingSent'
  | 'nothingChanged'
  | 'open'
  | 'letter'
>;

function dayOf(date: string): string {
  return `${Number(date.slice(8, 10))}. ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`;
}

export const deCommon: Common = {
  dateTime: (wall, zone) => `${dayOf(wall)}, ${wall.slice(11)} Uhr (${zone})`,
  day: dayOf,
  labels: {
    title: 'Dokument',
    from: 'Von',
    fingerprint: 'Fingerabdruck (SHA-256)',
    reference: 'Vorgang',
    closes: 'Frist',
    copies: 'Kopien',
    reminders: 'Erinnerungen',
    recordedAt: 'Festgehalten',
    proof: 'Woher wir es wissen',
  },
  roles: {
    signer: 'unterschreibt',
    approver: 'genehmigt',
    viewer: 'liest und bestätigt',
    preparer: 'füllt die Daten aus',
    cc: 'erhält eine Kopie',
  },
  statuses: {
    waiting: 'noch nicht gefragt',
    notified: 'gefragt',
    viewed: 'hat es geöffnet',
    signed: 'hat unterschrieben',
    approved: 'hat genehmigt',
    acknowledged: 'hat es gelesen',
    prepared: 'hat die Daten ausgefüllt',
    declined: 'hat abgelehnt',
    delegated: 'hat weitergegeben',
    reassigned: 'ersetzt',
    released: 'nicht nötig',
    expired: 'hat nicht rechtzeitig geantwortet',
    undeliverable: 'nicht erreichbar',
  },
  beingAsked: 'wird gerade gefragt',
  listed,
  personLine: ({ who, does, place, standing }) =>
    `${who} ${does}${place ? `, ${placeWords(place)}` : ''}${standing === undefined ? '' : `: ${standing}`}`,
  pages: (count) => (count === 1 ? '1 Seite' : `${count} Seiten`),
  step: (step) => `Schritt ${step}`,
  everyDays: (after, every, most) => {
    if (after === 0 || most === 0) return 'keine';
    const first = `nach ${after === 1 ? '1 Tag' : `${after} Tagen`}`;
    return every === 0 ? `einmal, ${first}` : `${first}, dann ${every === 1 ? 'jeden Tag' : `alle ${every} Tage`}, höchstens ${most}`;
  },
  nothingRecorded: 'Es wurde nichts festgehalten.',
  nothingSent: 'Es wurde nichts an andere gesendet.',
  nothingChanged: 'Es wurde nichts geändert.',
  open: 'Dokument öffnen',
  letter: {
    howTitle: 'So antworten Sie',
    status: 'Stand',
    code: 'Code',
    sentFor: ({ organisation, reader }) => `Gesendet von Countersign für ${organisation} an ${reader}.`,
    envelope: (id) => `Vorgang ${id}.`,
    signAddress: (address) => `Dokumente zum Unterschreiben gehen an ${address}.`,
    local: 'Dies ist eine örtliche Vorführung von Countersign: Nichts hat diesen Rechner verlassen, und nichts hier bindet irgendjemanden.',
    senderVia: (sender) => `${sender} über Countersign`,
  },
};
