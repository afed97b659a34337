// What recipients decide: approve, sign, acknowledge, prepare, decline. One guard for all acts, so that no channel and no act is a way
// around it.
import type { CommandOf, Decision } from '../command.ts';
import type { Envelope, Recipient, Sent } from '../envelope.ts';
import type { EventBody } from '../events.ts';
import type { Refusal } from '../refusal.ts';
import type { ActVerb, Assurance, Role } from '../terms.ts';
import { plus, type OffsetAt } from '../time.ts';
import { accepted, isProven, notOut, NOTHING_TO_DO, refused, seatOf, stamped, stoppedBy } from './answers.ts';
import { fingerprintOf } from './drafting.ts';
import { entered, problemWithEntries } from './entries.ts';
import { withFollowUps } from './follow.ts';
import { hasTurn, waitedFor } from './turns.ts';

type ActCommand = CommandOf<ActVerb>;

const HELD_FOR = { hours: 24 };

const ACTS_OF: Record<Role, readonly ActVerb[]> = {
  signer: ['sign', 'decline'],
  approver: ['approve', 'decline'],
  viewer: ['acknowledge', 'decline'],
  preparer: ['prepare', 'decline'],
  cc: [],
};

export function view(state: Envelope, command: CommandOf<'view'>): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  const recipient = seatOf(state, command.recipient, command.by);
  if (!recipient) return refused({ code: 'not-yours' });
  if (state.status !== 'sent') return state.status === 'draft' ? refused({ code: 'not-sent-yet' }) : NOTHING_TO_DO;
  // Whoever was replaced may have been the wrong person all along.
  const { closed } = recipient;
  if (closed?.as === 'reassigned') return refused({ code: 'no-longer-asked', since: closed.at });
  if (recipient.viewedAt !== undefined || recipient.askedAt === undefined) return NOTHING_TO_DO;
  return accepted(stamped(command, recipient.id, { type: 'viewed', recipient: recipient.id }));
}

export function act(state: Envelope, command: ActCommand, offsetAt: OffsetAt): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  const recipient = seatOf(state, command.recipient, command.by);
  if (!recipient) return refused({ code: 'not-yours' });
  if (recipient.act) return refused({ code: 'already-acted', act: recipient.act.type, actedAt: recipient.act.at });
  if (state.status !== 'sent') return refused(notOut(state));
  const refusal = objectionTo(state, recipient, command);
  if (refusal) return refused(refusal);
  const needs = command.type === 'decline' ? 'L1' : recipient.needs;
  if (!isProven(command.by, needs)) return held(command, needs);
  const unready = command.type === 'sign' ? notReadyToSign(state, recipient) : undefined;
  if (unready) return refused(unready);
  const events = stamped(command, recipient.id, ...recorded(state, { command, recipient }, offsetAt));
  return accepted(withFollowUps(state, { command, events }, offsetAt));
}

/** Kept, but it counts for nothing until a better proven act follows. */
function held(command: ActCommand, needs: Assurance): Decision {
  const { type, evidence, at, recipient } = command;
  const event = { type: 'act-held', recipient, act: type, needs, lapsesAt: plus(at, HELD_FOR), evidence } as const;
  return accepted(stamped(command, recipient, event));
}

function objectionTo(state: Sent, recipient: Recipient, command: ActCommand): Refusal | undefined {
  const gone = stoppedBy(state, command.at) ?? noLongerAsked(state, recipient);
  if (gone) return gone;
  if (!ACTS_OF[recipient.role].includes(command.type)) return { code: 'wrong-role', role: recipient.role, act: command.type };
  if (!hasTurn(state, recipient)) return { code: 'not-your-turn', waitingFor: waitedFor(state).map(({ name }) => name) };
  return incomplete(state, recipient, command);
}

export function noLongerAsked(state: Sent, { closed }: Recipient): Refusal | undefined {
  if (closed === undefined) return undefined;
  if (closed.as !== 'delegated') return { code: 'no-longer-asked', since: closed.at };
  const name = state.recipients.find(({ id }) => id === closed.to)?.name ?? '';
  return { code: 'handed-over', to: name, handedOverAt: closed.at };
}

function incomplete(state: Sent, recipient: Recipient, command: ActCommand): Refusal | undefined {
  switch (command.type) {
    case 'decline':
      return command.reason.trim() === '' ? { code: 'reason-missing' } : undefined;
    case 'prepare': {
      if (command.fingerprint !== undefined && command.fingerprint !== state.fingerprint) return { code: 'documents-changed' };
      const isKnown = command.documents.every(({ id }) => state.documents.some((document) => document.id === id));
      return isKnown ? undefined : { code: 'unknown-document' };
    }
    case 'approve':
    case 'acknowledge':
      return command.fingerprint === state.fingerprint ? undefined : { code: 'documents-changed' };
    case 'sign':
      if (command.fingerprint !== state.fingerprint) return { code: 'documents-changed' };
      return command.typedName.trim() === '' ? { code: 'name-missing' } : problemWithEntries(state, recipient, command);
  }
}

/** A consumer signs after reading the disclosure and after showing that they can open the document (15 USC 7001(c)). */
function notReadyToSign({ consumer }: Sent, { disclosure, viewedAt }: Recipient): Refusal | undefined {
  if (!consumer) return undefined;
  if (viewedAt === undefined) return { code: 'not-opened' };
  return disclosure === undefined ? { code: 'disclosure-missing' } : undefined;
}

type Acting = { readonly command: ActCommand; readonly recipient: Recipient };

function recorded(state: Sent, { command, recipient: seat }: Acting, offsetAt: OffsetAt): EventBody[] {
  const { recipient, evidence } = command;
  switch (command.type) {
    case 'approve':
      return [{ type: 'approved', recipient, fingerprint: command.fingerprint, words: command.words, evidence }];
    case 'acknowledge':
      return [{ type: 'acknowledged', recipient, fingerprint: command.fingerprint, words: command.words, evidence }];
    case 'sign': {
      const { fingerprint, typedName, words, consent } = command;
      const values = entered(state, { command, recipient: seat }, offsetAt);
      return [...values, { type: 'signed', recipient, fingerprint, typedName, words, consent, evidence }];
    }
    case 'decline':
      return [{ type: 'declined', recipient, reason: command.reason, evidence }];
    case 'prepare': {
      const { values, documents } = command;
      const filled = state.documents.map((one) => documents.find(({ id }) => id === one.id) ?? one);
      return [
        ...values.map(({ name, value }): EventBody => ({ type: 'field-filled', recipient, name, value })),
        ...documents.map((document): EventBody => ({ type: 'document-filled', ...document })),
        { type: 'prepared', recipient, fingerprint: fingerprintOf(filled), evidence },
      ];
    }
  }
}

export function acceptDisclosure(state: Envelope, command: CommandOf<'accept-disclosure'>): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  const recipient = seatOf(state, command.recipient, command.by);
  if (!recipient) return refused({ code: 'not-yours' });
  if (state.status !== 'sent') return refused(notOut(state));
  const gone = stoppedBy(state, command.at) ?? noLongerAsked(state, recipient);
  if (gone) return refused(gone);
  if (!state.consumer) return refused({ code: 'not-a-consumer-envelope' });
  if (recipient.viewedAt === undefined) return refused({ code: 'not-opened' });
  if (recipient.disclosure?.sha256 === command.disclosure.sha256) return NOTHING_TO_DO;
  const { disclosure, evidence } = command;
  return accepted(stamped(command, recipient.id, { type: 'disclosure-accepted', recipient: recipient.id, disclosure, evidence }));
}
