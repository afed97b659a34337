// What everyone at a place sees once someone has shared an envelope there: title and progress. Who takes part, what they say and what
// they sign stays with those concerned, and nothing can be done from it.
import type { Existing } from '../envelope.ts';
import { referenceFacts, wasSent, type Setting } from '../views/facts.ts';
import type { Card, CardKind, Tone } from './card.ts';
import { summed } from './context.ts';
import { progressWord } from './progress.ts';

export type SharedInput = { readonly state: Existing; readonly setting: Setting };

const LOOKS: Readonly<Record<Existing['status'], { readonly kind: CardKind; readonly tone: Tone }>> = {
  draft: { kind: 'status', tone: 'attention' },
  sent: { kind: 'status', tone: 'waiting' },
  completed: { kind: 'completed', tone: 'done' },
  declined: { kind: 'stopped', tone: 'stopped' },
  voided: { kind: 'stopped', tone: 'stopped' },
  expired: { kind: 'stopped', tone: 'stopped' },
};

export function sharedCard({ state, setting }: SharedInput): Card {
  const { phrases } = setting;
  const { kind, tone } = LOOKS[state.status];
  const isOnHold = state.status === 'sent' && state.disputes.length > 0;
  const word = isOnHold ? phrases.disputed.status : phrases.why.statuses[state.status];
  const progress = wasSent(state) ? [`${progressWord(state, setting)}.`] : [];
  return {
    kind,
    language: phrases.language,
    title: state.title,
    status: { word, tone: isOnHold ? 'attention' : tone },
    summary: summed(state.title, [`${word}.`]),
    paragraphs: progress,
    facts: referenceFacts(state, setting),
    people: [],
    actions: [],
    small: [],
  };
}
