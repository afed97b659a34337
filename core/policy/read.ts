// A policy from a document that a person wrote: every mistake is named with its place, and what stays unsaid is as in the default.
import type { Json } from '../canonical.ts';
import { isExcluded, isKnownClass } from '../classes.ts';
import { parseInstant } from '../time.ts';
import { areLocalPhrases, PHRASES_SAY } from './phrases.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';

type Problem = string;
export type PolicyRead = { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly problems: readonly Problem[] };

type Shape = { readonly is: (value: Json) => boolean; readonly says: string };
type Fields = { readonly [name: string]: Json | undefined };

/** Of a wrong value, in characters. */
const MOST_SHOWN = 120;
const days = (most: number): Shape => ({
  is: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most,
  says: `a whole number of days from 0 to ${most}`,
});
const count = (least: number, most: number): Shape => ({
  is: (value) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
  says: `a whole number from ${least} to ${most}`,
});
const oneOf = (...words: readonly string[]): Shape => ({
  is: (value) => typeof value === 'string' && words.includes(value),
  says: words.map((word) => `“${word}”`).join(' or '),
});
const flag: Shape = { is: (value) => typeof value === 'boolean', says: 'true or false' };
const clock: Shape = { is: (value) => isText(value) && /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(value), says: 'a time such as “09:00”' };
const language: Shape = { is: (value) => isText(value) && /^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/.test(value), says: 'a language such as “en”' };
const email: Shape = {
  is: (value) => isText(value) && /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(value),
  says: 'an address such as “ana@example.com”',
};
const emails: Shape = { is: (value) => isList(value) && value.every((one) => email.is(one)), says: 'a list of addresses' };
const sendersShape: Shape = {
  is: (value) =>
    value === 'everyone' || (isList(value) && value.every((one) => email.is(one) || (isText(one) && /^@[^\s@]+\.[^\s@]+$/.test(one)))),
  says: '“everyone”, or a list of addresses and domains such as “@example.com”',
};
const weekdays: Shape = {
  is: (value) => isList(value) && value.length > 0 && value.every((one) => count(1, 7).is(one)),
  says: 'a list of weekdays from 1 (Monday) to 7, at least one',
};
const fallback: Shape = {
  is: (value) => value === null || isContact(value),
  says: 'null, or a name and an email',
};
const holidaysShape: Shape = {
  is: (value) =>
    isFields(value) &&
    Object.entries(value).every(([zone, dates]) => /^[A-Za-z_]+(?:\/[\w+-]+)*$/.test(zone) && isList(dates) && dates.every(isDate)),
  says: 'lists of days as YYYY-MM-DD by time zone, such as {"Europe/Berlin": ["2026-12-25"]}',
};
const levelsShape: Shape = {
  is: (value) => isList(value) && value.every(isLevelRule),
  says:
    'a list of rules with role (signer, approver, viewer, preparer), needs (L1 or L2) and, where they narrow it, people (internal, ' +
    'external), documentClass, amountFrom and currency',
};

/** Every field there is, by its place. */
const FIELDS: Readonly<Record<string, Shape>> = {
  format: { is: (value) => value === 1, says: '1' },
  revision: count(1, 1_000_000),
  send: sendersShape,
  sendWithoutConfirmation: sendersShape,
  admins: emails,
  levels: levelsShape,
  'reminders.firstAfterDays': days(90),
  'reminders.everyDays': days(90),
  'reminders.most': count(0, 50),
  'reminders.perPersonPerDay': count(1, 20),
  'reminders.workingHours.days': weekdays,
  'reminders.workingHours.from': clock,
  'reminders.workingHours.to': clock,
  'reminders.holidays': holidaysShape,
  'escalation.afterDays': days(90),
  'escalation.to': fallback,
  'expiry.afterDays': { ...count(1, 366), says: 'a whole number of days from 1 to 366' },
  'expiry.warnBeforeDays': days(30),
  'duties.mayApproveOwn': flag,
  'duties.mayApproveAndSign': flag,
  delegation: oneOf('never', 'own-people', 'anyone'),
  phrases: { is: areLocalPhrases, says: PHRASES_SAY },
  language,
};

export function readPolicy(document: Json): PolicyRead {
  if (!isFields(document)) return { ok: false, problems: [`The policy must be an object with fields; it is ${shown(document)}.`] };
  const given = leavesOf(document, '');
  const problems = given.flatMap(([place, value]) => problemAt(place, value));
  if (problems.length > 0) return { ok: false, problems };
  const policy = merged(DEFAULT_POLICY, document) as unknown as Policy;
  const crossed = contradictions(policy);
  return crossed.length > 0 ? { ok: false, problems: crossed } : { ok: true, policy };
}

function problemAt(place: string, value: Json): Problem[] {
  const shape = shapeAt(place);
  if (shape) return shape.is(value) ? [] : [`“${place}” must be ${shape.says}; it is ${shown(value)}.`];
  const known = Object.keys(FIELDS).filter((name) => name.startsWith(`${place}.`));
  const names = known.map((name) => name.slice(place.length + 1)).join(', ');
  if (known.length > 0) return [`“${place}” must be an object with ${names}; it is ${shown(value)}.`];
  return [`“${place}” is no field of a policy. The fields are ${Object.keys(FIELDS).join(', ')}.`];
}

/** Names such as `constructor` are in every object, and no fields. */
function shapeAt(place: string): Shape | undefined {
  return Object.hasOwn(FIELDS, place) ? FIELDS[place] : undefined;
}

/** What was given, short enough for a sentence. */
function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function contradictions({ reminders, escalation, levels }: Policy): Problem[] {
  const { from, to } = reminders.workingHours;
  return [
    ...(from < to ? [] : [`“reminders.workingHours” ends at ${to}, which is not after it begins at ${from}.`]),
    ...(escalation.afterDays > 0 && escalation.to === null ? ['“escalation.afterDays” is set, but “escalation.to” names nobody.'] : []),
    ...levels.flatMap(({ currency, amountFrom }) =>
      currency !== undefined && amountFrom === undefined ? [`“levels” has a rule with the currency ${currency} and no amountFrom.`] : [],
    ),
    ...levels.flatMap(({ documentClass }) =>
      documentClass !== undefined && isExcluded(documentClass)
        ? [`“levels” has a rule for the class “${documentClass}”, which cannot be sent.`]
        : [],
    ),
  ];
}

/** Every value under the place of its field; a value where fields should be is its own leaf, to be complained about. */
function leavesOf(fields: Fields, under: string): [string, Json][] {
  return Object.entries(fields).flatMap(([name, value]): [string, Json][] => {
    const place = under + name;
    if (value === undefined) return [];
    return !shapeAt(place) && isFields(value) && hasFieldsUnder(place) ? leavesOf(value, `${place}.`) : [[place, value]];
  });
}

function hasFieldsUnder(place: string): boolean {
  return Object.keys(FIELDS).some((name) => name.startsWith(`${place}.`));
}

/** Objects are merged, lists and values replaced; what is a field of its own (`escalation.to`, `reminders.holidays`) is replaced whole. */
function merged(base: Fields, change: Fields, under = ''): Fields {
  const entries = Object.entries(change).flatMap(([name, value]): [string, Json][] => {
    const before = base[name];
    const isGroup = !shapeAt(under + name) && isFields(before) && isFields(value);
    if (value === undefined) return [];
    return [[name, isGroup ? merged(before, value, `${under}${name}.`) : value]];
  });
  return { ...base, ...Object.fromEntries(entries) };
}

const RULE_FIELDS: Readonly<Record<string, (value: Json) => boolean>> = {
  role: oneOf('signer', 'approver', 'viewer', 'preparer').is,
  people: oneOf('internal', 'external').is,
  documentClass: (value) => isText(value) && isKnownClass(value),
  amountFrom: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  currency: (value) => isText(value) && /^[A-Z]{3}$/.test(value),
  // L0 is no proof of who acts, and L3 no channel can give.
  needs: oneOf('L1', 'L2').is,
};

function isLevelRule(rule: Json): boolean {
  if (!isFields(rule) || rule.role === undefined || rule.needs === undefined) return false;
  return Object.entries(rule).every(
    ([name, value]) => value !== undefined && Object.hasOwn(RULE_FIELDS, name) && RULE_FIELDS[name]?.(value) === true,
  );
}

function isDate(value: Json): boolean {
  return isText(value) && /^\d{4}-\d\d-\d\d$/.test(value) && parseInstant(`${value}T00:00:00Z`)?.slice(0, 10) === value;
}

function isContact(value: Json): boolean {
  if (!isFields(value) || Object.keys(value).some((field) => field !== 'name' && field !== 'email')) return false;
  return isText(value.name) && value.name.trim() !== '' && email.is(value.email ?? null);
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string';
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isFields(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
