// The secrets of an installation on AWS: one JSON object in Secrets Manager, read once in a while by every function that needs any of it.
import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
import { z } from 'zod';
import type { Secrets } from '#apps/world/secrets.ts';

const secret = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
  .transform((hex) => Buffer.from(hex, 'hex'));
const text = z.string().min(1);

const teams = z.object({ appId: text, appPassword: text, tenantId: text, cloud: z.enum(['public', 'us-government']).default('public') });

const onThisMachine = z.url().refine((url) => new URL(url).hostname === '127.0.0.1', 'must be on this machine');

/** A Teams that stands in for Microsoft's, where the functions are rehearsed on one machine. On AWS nobody answers at such an address. */
const rehearsal = z.object({ appId: text, bearer: text, metadataUrl: onThisMachine, origins: z.array(onThisMachine) });

const schema = z.object({
  token: secret,
  code: secret,
  web: secret,
  id: secret,
  slack: z.object({ signingSecrets: z.array(text).min(1), clientId: text, clientSecret: text, apiUrl: z.url().optional() }).optional(),
  teams: z.union([rehearsal, teams]).optional(),
});

export type InstallationSecrets = Secrets & Pick<z.infer<typeof schema>, 'slack' | 'teams'>;

const MAX_AGE_SECONDS = 300;

/** @throws a sentence that names what is wrong, never what is secret */
export async function readSecrets(id: string): Promise<InstallationSecrets> {
  const found = await getSecret(id, { maxAge: MAX_AGE_SECONDS, transform: 'json' }).catch((cause: unknown) => {
    throw new Error(`Could not read the secret ${id} in AWS Secrets Manager. Check that it is there and that this function may read it.`, {
      cause,
    });
  });
  const parsed = schema.safeParse(found);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'the whole'} (${code})`).join(', ');
  throw new Error(`The secret ${id} is not usable: ${places}. Make a new one with \`countersign secrets new\`, or complete it.`);
}
