// German: why an envelope stands where it stands, and what happens next.
import type { ActVerb } from '../../terms.ts';
import type { Phrases } from '../phrases.ts';
import { listed, placeWords } from './common.ts';

const ANSWERS: Record<ActVerb, string> = {
  sign: 'Eine Unterschrift',
  approve: 'Eine Genehmigung',
  acknowledge: 'Eine Bestätigung',
  prepare: 'Eine Ausfüllung',
  decline: 'Eine Ablehnung',
};

export const deWhy: Phrases['why'] = {
  title: ({ id, word }) => `${id}: ${word}`,
  statuses: {
    draft: 'Entwurf, nicht gesendet',
    sent: 'Wartet auf Antworten',
    completed: 'Abgeschlossen',
    declined: 'Abgelehnt',
    voided: 'Storniert',
    expired: 'Abgelaufen, bevor alle geantwortet haben',
  },
  draft: ({ when }) => `Es ist ein Entwurf, und nichts wurde gesendet. Ungesendet wird er am ${when} von selbst verworfen.`,
  onHold: ({ who, when }) =>
    `Der Vorgang ruht seit ${when}, weil ${who} ihn bestreitet. Nichts geht weiter, bis der Absender ihn fortsetzt oder storniert.`,
  step: ({ number, of, met, needed }) => `Schritt ${number} von ${of}: ${met} von ${needed} nötigen haben geantwortet.`,
  waiting: ({ who, does, place, when }) => `Gewartet wird auf ${who} (${does}${place ? `, ${placeWords(place)}` : ''}), seit ${when}.`,
  opened: ({ when }) => `Geöffnet am ${when}.`,
  reminded: (count) => (count === 1 ? 'Einmal erinnert.' : `${count}-mal erinnert.`),
  muted: 'Wünscht keine Erinnerungen mehr.',
  undeliverable: 'Unsere Nachrichten kommen dort nicht an; die Adresse könnte falsch sein.',
  held: ({ act, when }) => `${ANSWERS[act]} kam ohne ausreichenden Nachweis: Sie zählt nur, wenn sie bis ${when} bestätigt wird.`,
  reminder: ({ who, number, when }) => `Erinnerung ${number} an ${who} geht am ${when} hinaus.`,
  escalation: ({ who, to, when }) => `Wenn ${who} nicht antwortet, wird ab ${when} auch ${to} gefragt.`,
  warning: ({ when }) => `Eine Warnung vor dem Ablauf der Frist geht am ${when} an den Absender.`,
  closes: ({ when }) => `Die Frist endet am ${when}.`,
  next: ({ names }) => `Danach wird gefragt: ${listed(names)}.`,
  dropped: ({ when }) => `Der Entwurf wurde am ${when} verworfen. Niemand sonst hatte davon erfahren.`,
  ended: {
    completed: ({ when }) => `Die letzte nötige Antwort kam am ${when}.`,
    declined: ({ when }) => `Der Vorgang wurde am ${when} abgelehnt, und niemand wird mehr gefragt.`,
    voided: ({ when }) => `Der Vorgang wurde am ${when} storniert, und niemand wird mehr gefragt.`,
    expired: ({ when }) => `Die Frist ist am ${when} abgelaufen, bevor alle geantwortet haben.`,
  },
  sealing: {
    sealing: 'Das versiegelte PDF wird gerade erstellt.',
    sealed: 'Das versiegelte PDF ist erstellt, und alle erhalten es.',
    'seal-failed': 'Das versiegelte PDF konnte noch nicht erstellt werden; wir versuchen es weiter.',
  },
  own: {
    turn: ({ when }) => `Sie sind seit ${when} gefragt, und auf Ihre Antwort wird gewartet.`,
    later: 'Sie sind noch nicht an der Reihe. Wir schreiben Ihnen, wenn es so weit ist.',
    acted: ({ when }) => `Ihre Antwort wurde am ${when} festgehalten.`,
    copy: 'Sie erhalten eine Kopie, wenn alle geantwortet haben. Sie müssen nichts tun.',
    handedOver: ({ to, when }) => `Sie haben am ${when} an ${to} weitergegeben. Sie müssen nichts tun.`,
    notNeeded: 'Ihre Antwort wird nicht gebraucht. Sie müssen nichts tun.',
    reminder: ({ when }) => `Wir erinnern Sie am ${when}.`,
    muted: 'Wir erinnern Sie nicht mehr, wie Sie es wünschten.',
    held: ({ when }) => `Ihre gesendete Antwort genügt nicht als Nachweis: Sie zählt nur, wenn Sie sie bis ${when} bestätigen.`,
  },
};
