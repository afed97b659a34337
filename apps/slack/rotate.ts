// Renews tokens before they run out. Renewing uses the refresh token up and ends the access token at once, so that two who do it at a time
// leave behind a token that is dead already (slackapi/node-slack-sdk#2504): whoever renews takes a lease first, and deliveries only read.
import { setTimeout } from 'node:timers/promises';
import type { Installation, Installations } from '#core/people.ts';
import type { SecretBox } from '#apps/secret-box.ts';
import { particularsOf, sealTokens, tokensIn, type SlackInstalls, type SlackTokens } from './installs.ts';
import type { SlackOauth } from './oauth.ts';

export type RotateParts = {
  readonly installations: Pick<Installations, 'all' | 'get' | 'replace'>;
  readonly installs: Pick<SlackInstalls, 'forget'>;
  readonly oauth: Pick<SlackOauth, 'renew'>;
  readonly box: SecretBox;
  /** The machine's clock. */
  readonly now: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

/** Access tokens last twelve hours; run every hour, this leaves several tries. */
const BEFORE_MS = 4 * 60 * 60_000;
/** Longer than a call can take. */
const LEASE_MS = 60_000;
const STORE_TRIES = 5;

/** Renews what is due. One installation that fails keeps none of the others. */
export async function rotateTokens(parts: RotateParts): Promise<void> {
  for (const installation of await parts.installations.all('slack')) {
    try {
      await rotate(parts, installation);
    } catch (fault) {
      parts.report(fault, `renewing the tokens of the Slack installation ${installation.install}`);
    }
  }
}

async function rotate(parts: RotateParts, installation: Installation): Promise<void> {
  const { installations, box, now } = parts;
  const particulars = particularsOf(installation);
  const { refresh, expiresAt } = tokensIn(installation, box);
  if (refresh === undefined || expiresAt === undefined || expiresAt - now() > BEFORE_MS) return;
  if ((particulars.renewingUntil ?? 0) > now()) return;
  const leased = { ...installation, data: JSON.stringify({ ...particulars, renewingUntil: now() + LEASE_MS }) };
  if (!(await installations.replace(installation, leased))) return;
  const tokens = await renewed(parts, installation.install, refresh);
  await keep(parts, leased, { used: refresh, tokens });
}

async function renewed({ oauth }: RotateParts, install: string, refresh: string): Promise<SlackTokens> {
  try {
    return await oauth.renew(refresh);
  } catch (cause) {
    throw new Error(
      `Could not renew the tokens of the Slack installation ${install}. It is tried again; if Slack goes on refusing, install the app there anew.`,
      { cause },
    );
  }
}

type Renewal = { readonly used: string; readonly tokens: SlackTokens };

/** The old ones are dead by now: only where somebody stored a successor of the same one are these given up. */
async function keep({ installations, installs, box }: RotateParts, leased: Installation, { used, tokens }: Renewal): Promise<void> {
  const { install } = leased;
  let current: Installation | undefined = leased;
  for (let tries = 1; current && tokensIn(current, box).refresh === used; tries += 1) {
    try {
      const { renewingUntil: _ended, ...particulars } = particularsOf(current);
      const data = JSON.stringify({ ...particulars, tokens: sealTokens(tokens, install, box) });
      if (await installations.replace(current, { ...current, data })) break;
      current = await installations.get('slack', install);
    } catch (cause) {
      if (tries >= STORE_TRIES) throw new Error(`The renewed tokens of the Slack installation ${install} could not be stored.`, { cause });
      await setTimeout(100 * 2 ** tries);
    }
  }
  installs.forget(install);
}
