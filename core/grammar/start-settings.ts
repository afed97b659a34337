// Settings of the mail that starts an envelope, as people type them. What could mean two things is read the careful way or refused.
import { ADMITTED_CLASSES, isKnownClass } from '../classes.ts';
import type { Amount } from '../terms.ts';
import { caught } from './match.ts';
import type { StartKey } from './start-lines.ts';

type Problem = { readonly problem: string };

export type StartSettings = {
  readonly consumer?: boolean;
  readonly documentClass?: string;
  readonly amount?: Amount;
  readonly language?: string;
};

/** @param last the value of a key's last line */
export function readSettings(last: (key: StartKey) => string | undefined): {
  readonly read: StartSettings;
  readonly problems: readonly string[];
} {
  const found = {
    consumer: ifGiven(last('consumer'), readConsumer),
    documentClass: ifGiven(last('class'), readClass),
    amount: ifGiven(last('amount'), readAmount),
    language: ifGiven(last('language'), readLanguage),
  };
  const entries = Object.entries(found).filter(([, value]) => value !== undefined);
  return {
    read: Object.fromEntries(entries.filter(([, value]) => !isProblem(value))),
    problems: entries.flatMap(([, value]) => (isProblem(value) ? [value.problem] : [])),
  };
}

function ifGiven<T>(value: string | undefined, read: (value: string) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

function readConsumer(value: string): boolean | Problem {
  if (/^(?:yes|true)$/i.test(plain(value))) return true;
  if (/^(?:no|false)$/i.test(plain(value))) return false;
  return { problem: `“consumer: ${value}” is not understood. Write “consumer: yes” or leave the line out.` };
}

function readClass(value: string): string | Problem {
  const name = plain(value).toLowerCase().replace(/\s+/g, '-');
  if (isKnownClass(name)) return name;
  return { problem: `“class: ${value}” is no class of documents that we know. The classes are ${ADMITTED_CLASSES.join(', ')}.` };
}

function readLanguage(value: string): string | Problem {
  const named = LANGUAGES[plain(value).toLowerCase()];
  return named ?? { problem: `“language: ${value}” is none that we write. Write “language: en” or “language: de”.` };
}

const LANGUAGES: Readonly<Record<string, string>> = { en: 'en', english: 'en', englisch: 'en', de: 'de', german: 'de', deutsch: 'de' };
const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP' };

/**
 * `12,500 EUR`, `€ 12.500,00`, `USD 900`. A mark before exactly three digits groups thousands: read as a decimal point it would make the
 * amount smaller, and the proof that is asked for weaker.
 */
function readAmount(value: string): Amount | Problem {
  const text = plain(value).toUpperCase();
  const parts = /^(?:([A-Z]{3}|[€$£]) ?)?(\d[\d.,' ]*)(?: ?([A-Z]{3}|[€$£]))?$/.exec(text);
  const sign = caught(parts, 1) || caught(parts, 3);
  const number = parts && numberOf(caught(parts, 2).trim());
  const currency = SIGNS[sign] ?? sign;
  if (number === undefined || number === null || currency === '') {
    return { problem: `“amount: ${value}” is not understood. Write a number and a currency, for example “amount: 12500 EUR”.` };
  }
  return { value: number, currency };
}

function numberOf(text: string): number | undefined {
  const decimals = /[.,](\d{1,2})$/.exec(text);
  const whole = text.slice(0, text.length - caught(decimals, 0).length);
  if (!/^\d+$|^\d{1,3}(?:[.,' ]\d{3})+$/.test(whole)) return undefined;
  return Number(`${whole.replace(/\D/g, '')}.${caught(decimals, 1) || '0'}`);
}

function plain(value: string): string {
  return value.trim().replace(/\.$/, '');
}
