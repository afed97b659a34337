// The phrases that a tenant may add to those that act by mail: whole, unmistakable, and of one meaning.
import { expect, test } from 'vitest';
import type { Json } from '#core/canonical.ts';
import { readPolicy } from '#core/policy/read.ts';

const isTaken = (phrases: Json): boolean => readPolicy({ phrases }).ok;

test.each<Json>([
  {},
  { 'ICH UNTERSCHREIBE': 'sign', 'ICH LEHNE AB': 'decline', 'ICH GENEHMIGE': 'approve', 'STAND DER DINGE': 'status', HILFE: 'help' },
  { 'JE SIGNE CE DOCUMENT': 'sign', 'Ik onderteken': 'sign', 'ПОДПИСЫВАЮ ДОКУМЕНТ': 'sign' },
  { 'I SIGN': 'sign', STATUS: 'status', 'NICHT EINVERSTANDEN': 'decline' },
  { 署名いたします: 'sign' },
])('%j are taken', (phrases) => {
  expect(isTaken(phrases)).toBe(true);
});

test.each<[string, Json]>([
  ['a list', ['ICH UNTERSCHREIBE']],
  ['nothing', null],
  ['a word', 'ICH UNTERSCHREIBE'],
  ['an unknown meaning', { 'ICH SENDE': 'send' }],
  ['a number for a meaning', { 'ICH SENDE': 1 }],
  ['one word that signs', { UNTERSCHRIEBEN: 'sign' }],
  ['too many words', { 'ich unterschreibe hiermit das ganze vorliegende Dokument': 'sign' }],
  ['a sign', { 'ICH UNTERSCHREIBE!': 'sign' }],
  ['a figure', { 'ICH 1': 'sign' }],
  ['two blanks', { 'ICH  UNTERSCHREIBE': 'sign' }],
  ['an empty phrase', { '': 'sign' }],
  ['yes', { 'ja ja': 'sign' }],
  ['small talk', { 'Ok yes': 'approve' }],
  ['small talk with an accent', { 'SÍ VALE': 'sign' }],
  ['yes for a word that decides nothing', { oui: 'status' }],
  ['a closing', { 'MIT FREUNDLICHEN GRÜSSEN': 'sign' }],
  ['a greeting', { 'GUTEN TAG': 'sign' }],
  ['a condition', { 'ICH UNTERSCHREIBE NICHT': 'sign' }],
  ['English of another meaning', { 'I SIGN': 'decline' }],
  ['an English word of another meaning', { stop: 'status' }],
  ['a word of two signs in a script without blanks', { 同意: 'sign' }],
  ['too many phrases', Object.fromEntries(Array.from({ length: 31 }, (_, at) => [`ICH UNTERSCHREIBE ${'x'.repeat(at + 1)}`, 'sign']))],
])('%s is refused', (_, phrases) => {
  expect(isTaken(phrases)).toBe(false);
});
