// What Slack tells unasked about people and about ourselves: somebody changed or left, we were removed. Nothing of it is anybody's request,
// so it is carried out at once; each of it can be repeated.
import { epochMs, type Instant } from '#core/time.ts';
import type { Accounts, Installations } from '#core/people.ts';
import { accountOf } from './account-of.ts';
import { recordOf, textAt, textsOf, type Body } from './payload.ts';
import { hostOfEvent } from './parties.ts';

export type Members = {
  /** A user's description changed. */
  readonly changed: (body: Body, host: string) => Promise<void>;
  /** @returns the installation that is gone, if it is */
  readonly uninstalled: (body: Body) => Promise<string | undefined>;
  readonly tokensRevoked: (body: Body) => Promise<string | undefined>;
};

type Parts = {
  readonly accounts: Accounts;
  readonly installations: Installations;
  readonly clock: () => Instant;
};

export function members(parts: Parts): Members {
  return {
    changed: async (body, host) => changed(parts, body, host),
    uninstalled: async (body) => disconnect(parts, body),
    async tokensRevoked(body) {
      // People's own tokens are listed apart; we ask for none.
      const bots = textsOf(recordOf(recordOf(body['event'])?.['tokens'])?.['bot']);
      return bots.length > 0 ? disconnect(parts, body) : undefined;
    },
  };
}

/** Only whom we know: a large workspace changes all day. */
async function changed({ accounts, installations, clock }: Parts, body: Body, host: string): Promise<void> {
  const user = recordOf(recordOf(body['event'])?.['user']);
  const id = textAt(user, 'id');
  if (!user || id === undefined) return;
  const [known, installation] = await Promise.all([accounts.get('slack', host, id), installations.get('slack', host)]);
  if (!known || !installation) return;
  if (user['deleted'] === true) return accounts.remove('slack', host, id);
  const now = accountOf(user, { install: host, tenant: installation.tenant, at: clock() });
  if (!now) return;
  // What the event leaves out stays as it was known; what gives standing does not.
  const kept = { ...(known.language !== undefined && { language: known.language }), ...(known.zone !== undefined && { zone: known.zone }) };
  const isSamePerson = now.email === known.email;
  await accounts.put({ ...kept, ...now, ...(isSamePerson && known.address !== undefined && { address: known.address }) });
}

/** Slack repeats events for hours: one of before the present installation must not remove it. */
async function disconnect({ accounts, installations }: Parts, body: Body): Promise<string | undefined> {
  const host = hostOfEvent(body);
  if (host === undefined) return undefined;
  const installation = await installations.get('slack', host);
  if (!installation || isOlder(body, installation.installedAt)) return undefined;
  await accounts.removeInstall('slack', host);
  await installations.remove('slack', host);
  return host;
}

function isOlder(body: Body, installedAt: Instant): boolean {
  const at = body['event_time'];
  // Slack counts in whole seconds.
  return typeof at === 'number' && at > 0 && at * 1000 + 999 < epochMs(installedAt);
}
