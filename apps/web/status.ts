// The situation in words: a short status, a heading, and what follows from it for this reader.
import type { Existing, Recipient } from '#core/envelope.ts';
import type { When } from '#core/phrases/en.ts';
import type { Standing } from './standing.ts';

export type Status = {
  readonly word: string;
  readonly tone: 'waiting' | 'done' | 'stopped' | 'attention';
  readonly heading: string;
  readonly lead: string;
};

type Reader = { readonly state: Existing; readonly recipient?: Recipient | undefined; readonly when: When };

export function statusOf(standing: Standing, reader: Reader): Status {
  switch (standing.kind) {
    case 'turn':
      return turnStatus(standing, reader);
    case 'draft':
    case 'out':
    case 'waiting':
    case 'copy':
    case 'acted':
      return quietStatus(standing, reader);
    case 'late':
    case 'sealing':
    case 'seal-failed':
    case 'sealed':
    case 'declined':
    case 'voided':
    case 'expired':
      return endStatus(standing, reader);
  }
}

type Of<K extends Standing['kind']> = Extract<Standing, { kind: K }>;

/** Nothing to decide for this reader, and not over. */
function quietStatus(standing: Of<'draft' | 'out' | 'waiting' | 'copy' | 'acted'>, { state, when }: Reader): Status {
  switch (standing.kind) {
    case 'draft':
      return status(
        ['attention', 'Draft'],
        'Nothing has been sent',
        'To send it, answer our mail with the word SEND. Nobody else has heard of it.',
      );
    case 'out':
      return status(
        ['waiting', 'Waiting for others'],
        'Your document is out',
        `It closes on ${when(state.expiresAt)}. You are told of every answer.`,
      );
    case 'waiting':
      return status(
        ['waiting', 'Not your turn yet'],
        'Others are asked first',
        'You can read the document now. We write to you when it is your turn.',
      );
    case 'copy':
      return status(
        ['waiting', 'In progress'],
        'You receive a copy',
        'You need not do anything. When all have acted you receive the sealed document.',
      );
    case 'acted': {
      const { type, at } = standing.act;
      return status(['done', `You ${type}`], `You ${type} this document`, `Recorded on ${when(at)}. ${AFTERWARDS}`);
    }
  }
}

function endStatus(
  standing: Of<'late' | 'sealing' | 'seal-failed' | 'sealed' | 'declined' | 'voided' | 'expired'>,
  reader: Reader,
): Status {
  const { state, recipient, when } = reader;
  switch (standing.kind) {
    case 'late':
      return status(['stopped', 'Closed'], PASSED, `It was ${when(state.expiresAt)}; nothing can be decided any more.`);
    case 'sealing':
      return status(
        ['waiting', 'Being sealed'],
        ALL,
        'The sealed PDF is being made. Reload this page in a moment; we also mail it to you.',
      );
    case 'seal-failed':
      return status(
        ['attention', 'Seal delayed'],
        `${ALL}; the seal is delayed`,
        'All answers are on record and safe. We keep trying, and mail you the sealed PDF.',
      );
    case 'sealed':
      return status(
        ['done', 'Completed and sealed'],
        ALL,
        'The sealed PDF holds the document, the signatures and the certificate of completion. Keep it.',
      );
    case 'declined':
      return status(
        ['stopped', 'Declined'],
        'This document was declined',
        'It is over; nobody is asked any more, and no sealed document will be made.',
      );
    case 'voided':
      return status(
        ['stopped', 'Voided'],
        `${recipient ? state.sender.name : 'You'} voided this envelope`,
        'Nothing can be decided in it any more.',
      );
    case 'expired':
      return status(['stopped', 'Closed'], PASSED, `It closed on ${when(state.expiresAt)} before everyone had acted.`);
  }
}

const ALL = 'Everyone has acted';
const PASSED = 'The deadline has passed';
const AFTERWARDS = 'When all have acted you receive the sealed document with its certificate.';

function turnStatus({ recipient, held }: Extract<Standing, { kind: 'turn' }>, { state, when }: Reader): Status {
  if (held) {
    const lead = `Your answer of ${when(held.at)} was not proven well enough, so it counts for nothing yet. Enter a one-time code, then decide here; otherwise it lapses on ${when(held.lapsesAt)}.`;
    return status(['attention', 'Not recorded yet'], 'One more step', lead);
  }
  const isApproval = recipient.role === 'approver';
  const word = isApproval ? 'Waiting for your approval' : 'Waiting for your signature';
  return status(['waiting', word], isApproval ? 'Your approval' : 'Your signature', `Open until ${when(state.expiresAt)}.`);
}

function status([tone, word]: readonly [Status['tone'], string], heading: string, lead: string): Status {
  return { tone, word, heading, lead };
}
