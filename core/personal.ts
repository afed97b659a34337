// Which fields of an event hold names, addresses or free text, and what is left of one that was erased.
import type { EventType } from './events.ts';

/**
 * Fields (`a` or `a.b`) that hold names, addresses or free text. They are stored beside the leaf, each with its own salt, so that they
 * can be erased without breaking the chain. The record's test walks this table against every frozen event.
 */
export const PERSONAL = {
  drafted: [
    'title',
    'message',
    'senderName',
    'senderEmail',
    'organisation',
    'origin.reference',
    'remarks',
    'fallbackName',
    'fallbackEmail',
  ],
  'document-added': ['filename'],
  'recipient-added': ['name', 'email'],
  'field-placed': ['label'],
  'fields-cleared': [],
  'field-entered': ['value'],
  sent: [],
  'turn-began': [],
  'turn-ended': [],
  released: [],
  reminded: [],
  snoozed: [],
  muted: [],
  delegated: ['reason'],
  reassigned: ['reason'],
  escalated: [],
  'recipient-corrected': ['name', 'email'],
  resent: [],
  'deadline-changed': [],
  'expiry-warned': [],
  'deliveries-recorded': [],
  viewed: [],
  approved: ['words', 'evidence.proof'],
  signed: ['typedName', 'words', 'evidence.proof'],
  acknowledged: ['words', 'evidence.proof'],
  'field-filled': ['value'],
  'document-filled': ['filename'],
  prepared: ['evidence.proof'],
  'disclosure-accepted': ['evidence.proof'],
  declined: ['reason', 'evidence.proof'],
  withdrawn: ['reason', 'evidence.proof'],
  disputed: ['reason', 'evidence.proof'],
  'dispute-resolved': ['note'],
  'act-held': ['evidence.proof'],
  commented: ['text'],
  'envelope-declined': [],
  completed: [],
  voided: ['reason'],
  expired: [],
  sealed: [],
  'seal-failed': [],
  erased: [],
} as const satisfies Record<EventType, readonly string[]>;

/** Fields of shared events that stay inside the tenant all the same. */
export const WITHHELD: Partial<Record<EventType, readonly string[]>> = {
  declined: ['reason'],
  withdrawn: ['reason'],
  delegated: ['reason'],
  reassigned: ['reason'],
  disputed: ['reason'],
  'dispute-resolved': ['note'],
};

/** What an erased value reads as. */
export const ERASED = '(erased)';
