// One environment of the estate: what differs between development, staging and production, in a file that is checked before anything is made.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const host = z.string().regex(/^(?=.{4,253}$)([a-z0-9-]{1,63}\.)+[a-z]{2,}$/, 'must be a host name such as sign.example.com');
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as eu-west-1');

const schema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,18}$/, 'must be a short name in lower case'),
  account: z.string().regex(/^\d{12}$/, 'must be the twelve digits of an AWS account'),
  /** Must be one in which Amazon SES receives mail. */
  region,
  /** Where the pages are. */
  publicHost: host,
  /** Whose mail is ours. A domain of its own below the company's, never the company's itself. */
  mailDomain: host,
  /** The hosted zone of both, in Route 53. Absent: records and certificate are made by hand, and named below. */
  hostedZone: z.strictObject({ id: z.string().min(1), name: host }).optional(),
  /** Of AWS Certificate Manager, in `region`; needed without `hostedZone`. */
  certificateArn: z.string().startsWith('arn:').optional(),
  /** Copies of table, documents and backups are kept there. Only where all tenants' residency permits. */
  replicaRegion: region.optional(),
  seal: z.strictObject({
    level: z.enum(['B-B', 'B-T', 'B-LT', 'B-LTA']),
    tsaUrls: z.array(z.url()).default([]),
    /** Of the asymmetric key that is made in AWS KMS. */
    keySpec: z.enum(['ECC_NIST_P256', 'RSA_3072']).default('ECC_NIST_P256'),
  }),
  /** How long evidence is kept under lock. */
  retentionYears: z.int().min(1).max(100).default(10),
  logDays: z.int().min(1).max(3653).default(90),
  /** Who hears alarms. */
  alarmsTo: z.email(),
  /** Guards data against deletion, keeps more backups, watches more closely. */
  isProduction: z.boolean().default(false),
  /** A web application firewall in front of the read API, at a fixed monthly price (infra/firewall.ts says why there). */
  hasFirewall: z.boolean().default(false),
});

export type Environment = z.infer<typeof schema>;

const FOLDER = fileURLToPath(new URL('environments', import.meta.url));

/** @throws one sentence for all that is wrong in the file */
export function environmentOf(value: unknown, file: string): Environment {
  const parsed = schema.safeParse(value);
  const problems = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new Error(`The environment in ${file} is not usable, nothing was made: ${problems.join('; ')}.`);
}

function contradictions({ seal, hostedZone, certificateArn, region: home, replicaRegion, publicHost, mailDomain }: Environment): string[] {
  return [
    ...(seal.level !== 'B-B' && seal.tsaUrls.length === 0
      ? [`seal.level ${seal.level} needs time-stamps: name who gives them in seal.tsaUrls`]
      : []),
    ...(hostedZone || certificateArn !== undefined ? [] : ['give hostedZone, or certificateArn for publicHost']),
    ...(hostedZone && ![publicHost, mailDomain].every((one) => one === hostedZone.name || one.endsWith(`.${hostedZone.name}`))
      ? ['publicHost and mailDomain must be below hostedZone.name']
      : []),
    ...(replicaRegion === home ? ['replicaRegion must be another region'] : []),
  ];
}

export function environmentNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'));
}

export function readEnvironment(name: string): Environment {
  if (!environmentNames().includes(name))
    throw new Error(`There is no environment ${name}. There are: ${environmentNames().join(', ')}. Add infra/environments/${name}.json.`);
  const file = join(FOLDER, `${name}.json`);
  return environmentOf(JSON.parse(readFileSync(file, 'utf8')), file);
}
