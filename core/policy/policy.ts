// A tenant's rules as far as a tenant chooses them: who may send, how well acts are proven, when people are reminded, who decides in
// whose place. A typed document with a revision; every envelope pins what it was drafted under.
import type { LocalPhrases } from '../grammar/reply-phrases.ts';
import type { Amount, Assurance, Delegation, Role } from '../terms.ts';

/** The first rule that fits an act decides; where none does, it is proven like a signature of someone outside. */
export type LevelRule = {
  readonly role: Exclude<Role, 'cc'>;
  readonly people?: 'internal' | 'external';
  /** Only for documents of this class. */
  readonly documentClass?: string;
  /** Only from this amount up, in the currency's main unit. */
  readonly amountFrom?: number;
  /** ISO 4217; a rule with an amount and no currency fits every currency. */
  readonly currency?: string;
  readonly needs: Assurance;
};

export type Policy = {
  /** Version of the document's format. */
  readonly format: 1;
  /** Grows with every change. */
  readonly revision: number;
  /** Members who may send: everyone, or these addresses and domains (`@example.com`). */
  readonly send: 'everyone' | readonly string[];
  /** Of those, whose `send: now` is followed where there is nothing left to check; absent: nobody's. */
  readonly sendWithoutConfirmation?: 'everyone' | readonly string[];
  /** Addresses that may do what a sender may, in every envelope of the tenant. */
  readonly admins: readonly string[];
  readonly levels: readonly LevelRule[];
  readonly reminders: {
    /** Days; 0 = never. */
    readonly firstAfterDays: number;
    readonly everyDays: number;
    readonly most: number;
    /** Reminders that one person gets on one day, across envelopes; the last one lists what else waits. */
    readonly perPersonPerDay: number;
    readonly workingHours: {
      /** ISO weekdays, 1 = Monday. */
      readonly days: readonly number[];
      /** Local time `HH:MM`. */
      readonly from: string;
      readonly to: string;
    };
    /** Days off by IANA zone, as `YYYY-MM-DD`. */
    readonly holidays: Readonly<Record<string, readonly string[]>>;
  };
  /** After so many days of silence this person is asked as well; 0 = never. */
  readonly escalation: { readonly afterDays: number; readonly to: { readonly name: string; readonly email: string } | null };
  readonly expiry: { readonly afterDays: number; readonly warnBeforeDays: number };
  readonly duties: { readonly mayApproveOwn: boolean; readonly mayApproveAndSign: boolean };
  readonly delegation: Delegation;
  /** BCP 47 language of messages to people whose own is not known. */
  readonly language: string;
  /** What acts by mail beside the English phrases, in the words of the tenant's own language; absent where there are none. */
  readonly phrases?: LocalPhrases;
};

/** *Simple* (L1) for the tenant's own people, *standard* (L2) for everyone outside. */
export const DEFAULT_POLICY: Policy = {
  format: 1,
  revision: 1,
  send: 'everyone',
  admins: [],
  levels: [
    { role: 'signer', people: 'internal', needs: 'L1' },
    { role: 'signer', people: 'external', needs: 'L2' },
    { role: 'approver', needs: 'L1' },
    { role: 'viewer', needs: 'L1' },
    { role: 'preparer', needs: 'L1' },
  ],
  reminders: {
    firstAfterDays: 3,
    everyDays: 3,
    most: 5,
    perPersonPerDay: 1,
    workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
    holidays: {},
  },
  escalation: { afterDays: 0, to: null },
  expiry: { afterDays: 14, warnBeforeDays: 2 },
  duties: { mayApproveOwn: false, mayApproveAndSign: true },
  delegation: 'own-people',
  language: 'en',
};

type Person = { readonly role: Role; readonly internal: boolean };
type Matter = { readonly documentClass?: string | undefined; readonly amount?: Amount | undefined };

/** What an act of this person must at least be proven with, in this matter. */
export function needsOf({ levels }: Policy, person: Person, matter: Matter = {}): Assurance {
  if (person.role === 'cc') return 'L0';
  return levels.find((rule) => fits(rule, person, matter))?.needs ?? 'L2';
}

function fits(rule: LevelRule, { role, internal }: Person, { documentClass, amount }: Matter): boolean {
  if (rule.role !== role || (rule.people !== undefined && (rule.people === 'internal') !== internal)) return false;
  if (rule.documentClass !== undefined && rule.documentClass !== documentClass) return false;
  if (rule.amountFrom === undefined) return true;
  const isCurrency = rule.currency === undefined || rule.currency === amount?.currency;
  return amount !== undefined && isCurrency && amount.value >= rule.amountFrom;
}

export function maySend({ send }: Policy, email: string): boolean {
  return listsAddress(send, email);
}

export function listsAddress(list: Policy['send'], email: string): boolean {
  if (list === 'everyone') return true;
  const address = email.toLowerCase();
  return list.some((one) => (one.startsWith('@') ? address.endsWith(one.toLowerCase()) : one.toLowerCase() === address));
}

export function isAdmin({ admins }: Policy, email: string): boolean {
  return admins.some((one) => one.toLowerCase() === email.toLowerCase());
}
