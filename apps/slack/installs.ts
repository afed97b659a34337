// Our installations as they are read on the way of every delivery: kept for a minute, so that an answer does not wait for a table. What the
// channel must know of one is JSON in it, the tokens sealed under the installation's own name, so that none can be moved to another.
import { z } from 'zod';
import type { Installation, Installations } from '#core/people.ts';
import type { SecretBox } from '#apps/secret-box.ts';

const KEPT_MS = 60_000;

const tokens = z.object({
  access: z.string(),
  /** Where tokens are rotated: for one use. */
  refresh: z.string().optional(),
  /** Epoch milliseconds. */
  expiresAt: z.number().optional(),
});
const particulars = z.object({
  /** Sealed. */
  tokens: z.string(),
  botUser: z.string(),
  app: z.string(),
  scopes: z.array(z.string()),
  installedBy: z.string(),
  /** Until when somebody is renewing the tokens; epoch milliseconds. */
  renewingUntil: z.number().optional(),
});

export type SlackTokens = z.output<typeof tokens>;
export type Particulars = z.output<typeof particulars>;

export type SlackInstalls = {
  find(install: string): Promise<Installation | undefined>;
  /** The bot token; undefined where we are not installed. */
  tokenOf(install: string): Promise<string | undefined>;
  forget(install: string): void;
};

type Kept = { readonly installation: Installation; readonly until: number; token?: string };

type Parts = {
  readonly installations: Pick<Installations, 'get'>;
  readonly box: SecretBox;
  /** The machine's clock. */
  readonly now: () => number;
};

export function slackInstalls({ installations, box, now }: Parts): SlackInstalls {
  const kept = new Map<string, Kept>();

  async function look(install: string): Promise<Kept | undefined> {
    const known = kept.get(install);
    if (known && known.until > now()) return known;
    const installation = await installations.get('slack', install);
    // That it is missing is not kept: once installed it must work at once.
    if (!installation) {
      kept.delete(install);
      return undefined;
    }
    const found: Kept = { installation, until: now() + KEPT_MS };
    kept.set(install, found);
    return found;
  }

  return {
    find: async (install) => (await look(install))?.installation,
    async tokenOf(install) {
      const found = await look(install);
      if (!found) return undefined;
      found.token ??= tokensIn(found.installation, box).access;
      return found.token;
    },
    forget: (install) => void kept.delete(install),
  };
}

export type Connected = Omit<Particulars, 'tokens' | 'renewingUntil'> &
  Pick<Installation, 'install' | 'tenant' | 'name' | 'installedAt'> & { readonly tokens: SlackTokens };

/** A workspace, or a whole organisation, that has just installed us. */
export function installationOf({ install, tenant, name, installedAt, tokens, ...rest }: Connected, box: SecretBox): Installation {
  const data: Particulars = { ...rest, tokens: sealTokens(tokens, install, box) };
  return { platform: 'slack', install, tenant, name, data: JSON.stringify(data), installedAt };
}

export function particularsOf({ data, install }: Installation): Particulars {
  const parsed = particulars.safeParse(JSON.parse(data));
  if (parsed.success) return parsed.data;
  throw new Error(`Could not read the Slack installation ${install}: it is not in a form that this version knows. Install the app anew.`, {
    cause: parsed.error,
  });
}

export function tokensIn(installation: Installation, box: SecretBox): SlackTokens {
  const { install } = installation;
  const text = box.open(particularsOf(installation).tokens, contextOf(install));
  if (text !== undefined) return tokens.parse(JSON.parse(text));
  throw new Error(
    `Could not open the tokens of the Slack installation ${install}: they were sealed with another key. Install the app anew.`,
  );
}

export function sealTokens(given: SlackTokens, install: string, box: SecretBox): string {
  return box.seal(JSON.stringify(given), contextOf(install));
}

function contextOf(install: string): string {
  return `slack installation ${install}`;
}
