// Names of what handles mail, which stacks say of each other without waiting for each other.
import type { Environment } from './environment.ts';
import { namesOf } from './store-names.ts';

/** Topics to which Amazon SES tells of mail: what came in, and what became of what went out. Both lead to the queue `mail-in`. */
export const MAIL_TOPICS = ['mail-received', 'mail-events'] as const;

export function mailTopicName({ name }: Pick<Environment, 'name'>, topic: (typeof MAIL_TOPICS)[number]): string {
  return `countersign-${name}-${topic}`;
}

/** Of Amazon SES: mails are sent with this configuration set, and what becomes of them goes to our queue. */
export function configurationSetName(environment: Environment): string {
  return namesOf(environment).mail;
}

/** Of Amazon SES: the rules by which mail is received. */
export function ruleSetName(environment: Environment): string {
  return namesOf(environment).mail;
}

export const RULE_NAME = 'store-and-tell';

/** Envelope senders of what we send; Amazon SES hears of bounces there. */
export function mailFromDomain({ mailDomain }: Pick<Environment, 'mailDomain'>): string {
  return `bounce.${mailDomain}`;
}
