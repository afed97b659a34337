// What Amazon SES answers when it does not take a mail, told apart: the address can never be written to, we are too fast, or something of
// ours is to be mended. The names are SES's error codes; for some there is one code only, and its message must be read.
import { awsFault } from '#stores/aws-fault.ts';
import { refusalForGood } from '../refusal-for-good.ts';

const RATE_MS = 2_000;
/** The day's quota is of the last 24 hours, so a part of it comes back all the time. */
const DAILY_MS = 60 * 60_000;

const THROTTLED = new Set(['Throttling', 'ThrottlingException', 'TooManyRequestsException', 'LimitExceededException']);
const ADDRESS_REFUSED =
  /address blacklisted|illegal address|invalid (?:local part|domain name|email)|domain (?:contains|starts|ends)|local address contains|missing (?:final|local)/i;

const MENDS = new Map<string, string>([
  [
    'MailFromDomainNotVerifiedException',
    'its MAIL FROM domain is not verified. Mend the MX record of that domain, or let SES fall back to its own',
  ],
  ['MailFromDomainNotVerified', 'its MAIL FROM domain is not verified. Mend the MX record of that domain, or let SES fall back to its own'],
  [
    'ConfigurationSetDoesNotExistException',
    'there is no such configuration set. Make it, or set SES_CONFIGURATION_SET to one that is there',
  ],
  ['ConfigurationSetDoesNotExist', 'there is no such configuration set. Make it, or set SES_CONFIGURATION_SET to one that is there'],
  ['ConfigurationSetSendingPausedException', 'sending is paused for the configuration set. Look at its reputation, then resume it'],
  ['AccountSendingPausedException', 'sending is paused for this account. Look at the messages that AWS sent you'],
]);

/** @returns what a transport throws: a refusal for good, a fault with `retryAfterMs`, or a fault */
export function sesFault(cause: unknown): Error {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  if (THROTTLED.has(name)) return throttled(message, cause);
  const isOfAddress = name === 'InvalidParameterValue' || name === 'MessageRejected';
  if (isOfAddress && ADDRESS_REFUSED.test(message)) return refusalForGood(`Amazon SES refused the recipient: ${message}`, cause);
  if (name === 'MessageRejected' && /not verified/i.test(message)) {
    const mend = 'Verify the mail domain in this region; in the sandbox, recipients too, until AWS gives production access';
    return new Error(`Could not send by Amazon SES: an address is not verified. ${mend}.`, { cause });
  }
  const mend = MENDS.get(name);
  return mend === undefined ? awsFault('send a mail by Amazon SES', cause) : new Error(`Could not send by Amazon SES: ${mend}.`, { cause });
}

function throttled(message: string, cause: unknown): Error {
  const isDaily = /daily/i.test(message);
  const why = isDaily ? 'the quota of 24 hours is used up. Ask AWS for a higher one' : 'it was asked for too much at once';
  const fault = new Error(`Could not send by Amazon SES: ${why}. It is tried again.`, { cause });
  return Object.assign(fault, { retryAfterMs: isDaily ? DAILY_MS : RATE_MS });
}
