// The situation in words: a short status, a heading, and what follows from it for this reader.
import type { Existing, Recipient } from '#core/envelope.ts';
import type { Phrases } from '#core/phrases/phrases.ts';
import type { When } from '#core/phrases/when.ts';
import type { Standing } from './standing.ts';

type Tone = 'waiting' | 'done' | 'stopped' | 'attention';
export type Status = { readonly word: string; readonly tone: Tone; readonly heading: string; readonly lead: string };

type Reader = {
  readonly state: Existing;
  readonly recipient?: Recipient | undefined;
  readonly when: When;
  readonly phrases: Phrases;
};

const TONES: { readonly [K in Exclude<Standing['kind'], 'turn'>]: Tone } = {
  draft: 'attention',
  out: 'waiting',
  waiting: 'waiting',
  copy: 'waiting',
  acted: 'done',
  'handed-over': 'done',
  'not-needed': 'done',
  'on-hold': 'attention',
  late: 'stopped',
  sealing: 'waiting',
  'seal-failed': 'attention',
  sealed: 'done',
  declined: 'stopped',
  voided: 'stopped',
  expired: 'stopped',
};

export function statusOf(standing: Standing, reader: Reader): Status {
  if (standing.kind === 'turn') return turnStatus(standing, reader);
  return { tone: TONES[standing.kind], ...head(standing, reader) };
}

function head(standing: Exclude<Standing, { kind: 'turn' }>, { state, recipient, when, phrases }: Reader): Omit<Status, 'tone'> {
  const { heads } = phrases.page;
  switch (standing.kind) {
    case 'draft':
    case 'waiting':
    case 'copy':
    case 'sealing':
    case 'seal-failed':
    case 'sealed':
    case 'declined':
      return heads[standing.kind]();
    case 'out':
    case 'late':
    case 'expired':
      return heads[standing.kind]({ when: when(state.expiresAt) });
    case 'acted':
      return heads.acted({ act: standing.act.type, when: when(standing.act.at) });
    case 'handed-over':
      return heads.handedOver({ to: standing.to, when: when(standing.at) });
    case 'not-needed':
      return heads.notNeeded();
    case 'on-hold':
      return heads.onHold({ when: when(standing.since) });
    case 'voided':
      return recipient ? heads.voided({ who: state.sender.name }) : heads.voidedOwn();
  }
}

function turnStatus({ recipient, held }: Extract<Standing, { kind: 'turn' }>, { state, when, phrases }: Reader): Status {
  const { heads } = phrases.page;
  if (held) return { tone: 'attention', ...heads.held({ answered: when(held.at), lapses: when(held.lapsesAt) }) };
  return { tone: 'waiting', ...heads.turn[recipient.role]({ when: when(state.expiresAt) }) };
}
