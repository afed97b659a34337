// The verbs of the line language as a person meets them: how each is written, an example, who may say it. Commands are English everywhere;
// what they do is in phrases.
import type { Verb } from '../grammar/line-intent.ts';
import { ALIAS_TABLES } from '../grammar/vocabulary.ts';
import type { Phrases } from '../phrases/phrases.ts';

export type VerbHelp = {
  /** What stands after the command's name. */
  readonly syntax: string;
  readonly example: string;
  readonly may: keyof Phrases['help']['may'];
  /** Named first; the others are there for whoever looks for them. */
  readonly isMain: boolean;
};

/** Exhaustive by its type: a verb without help does not compile. In the order in which they are named. */
export const VERBS: Readonly<Record<Verb, VerbHelp>> = {
  send: main('send ["title"] to people [then people] [by day] [-- message]', 'send "Mutual NDA" to dana@example.com by friday', 'members'),
  list: main('list [mine|sent|done|overdue]', 'list mine', 'anyone'),
  status: main('status [request]', 'status CS-7K3F2-QXA9H', 'involved'),
  why: main('why [request]', 'why "Mutual NDA"', 'involved'),
  remind: main('remind [request|all] [to person]', 'remind "Mutual NDA"', 'sender'),
  approve: main('approve [request]', 'approve CS-7K3F2-QXA9H', 'asked'),
  sign: main('sign [request]', 'sign CS-7K3F2-QXA9H', 'asked'),
  acknowledge: main('acknowledge [request]', 'acknowledge CS-7K3F2-QXA9H', 'asked'),
  decline: main('decline [request] because reason', 'decline CS-7K3F2-QXA9H because wrong amount', 'asked'),
  delegate: main('delegate [request] to person [because reason]', 'delegate "Mutual NDA" to max@example.com', 'asked'),
  comment: main('comment [request]: words', 'comment "Mutual NDA": which annex?', 'involved'),
  withdraw: main('withdraw [request] because reason', 'withdraw "Mutual NDA" because new terms', 'involved'),
  dispute: main('dispute [request] because reason', 'dispute "Mutual NDA" because page 3 is missing', 'involved'),
  resume: main('resume [request]', 'resume "Mutual NDA"', 'sender'),
  void: main('void [request] because reason', 'void "Mutual NDA" because replaced', 'sender'),
  share: main('share [request] here', 'share "Mutual NDA" here', 'sender'),
  help: main('help [verb]', 'help send', 'anyone'),
  reassign: more('reassign [request] person to person [because reason]', 'reassign ana@example.com to bob@example.com', 'sender'),
  correct: more('correct [request] address to address', 'correct ana@example.com to anna@example.com', 'sender'),
  resend: more('resend [request] [to person]', 'resend "Mutual NDA" to ana@example.com', 'sender'),
  extend: more('extend [request] by time', 'extend "Mutual NDA" by 14 days', 'sender'),
  snooze: more('snooze [request] until time', 'snooze "Mutual NDA" until monday', 'asked'),
  mute: more('mute [request]', 'mute CS-7K3F2-QXA9H', 'asked'),
  templates: more('templates [words]', 'templates nda', 'members'),
  verify: more('verify [request]', 'verify CS-7K3F2-QXA9H', 'anyone'),
  download: more('download [request]', 'download "Mutual NDA"', 'involved'),
  settings: more('settings', 'settings', 'anyone'),
  link: more('link', 'link', 'anyone'),
};

export const VERB_NAMES = Object.keys(VERBS) as readonly Verb[];

/** What else is understood in a language, its own words first. */
export function aliasesOf(verb: Verb, language: string): string[] {
  const tables = [...new Set([language, 'en'])].flatMap((one) => ALIAS_TABLES[one] ?? []);
  return tables.flatMap(({ verbs }) => verbs[verb]).filter((alias) => alias !== verb);
}

/** @param command what a platform's lines begin with, such as `/sign`; empty where they begin with nothing */
export function commandLine(command: string, rest: string): string {
  return command === '' ? rest : `${command} ${rest}`;
}

function main(syntax: string, example: string, may: VerbHelp['may']): VerbHelp {
  return { syntax, example, may, isMain: true };
}

function more(syntax: string, example: string, may: VerbHelp['may']): VerbHelp {
  return { syntax, example, may, isMain: false };
}
