// Mail as people and forgers send it: built here, signed with keys made here, verified against a zone that is only here.
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { sealMessage } from 'mailauth/lib/arc/index.js';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { DnsResolver } from '#core/ports.ts';
import { T0 } from './build.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
const publicKey = createPublicKey(pair.privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
const short = { rsa1024: keyOf(1024), rsa512: keyOf(512) };
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });

/** The addresses from which every domain of the zone sends. */
export const GOOD_IP = '192.0.2.10';

/** As a DNS record publishes it, and as a signer holds it. */
function keyOf(modulusLength: number) {
  const made = generateKeyPairSync('rsa', { modulusLength });
  return {
    own: made.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    published: createPublicKey(made.privateKey).export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}

type Zone = { readonly withoutDmarc?: readonly string[]; readonly failing?: readonly string[] };

/** Every `.test` domain publishes the same key under `mail`, one under `trial` that is only a test, short ones under their names, SPF for `GOOD_IP` and `p=reject`. */
export function zone({ withoutDmarc = [], failing = [] }: Zone = {}): DnsResolver {
  return async (name, type) => {
    if (failing.some((part) => name.includes(part))) throw Object.assign(new Error(`SERVFAIL for ${name}`), { code: 'ESERVFAIL' });
    const answer = type === 'TXT' && /[^.]+\.test$/.test(name.replace(/^_dmarc\./, '')) ? txt(name, withoutDmarc) : undefined;
    if (answer === undefined) throw Object.assign(new Error(`No ${type} for ${name}`), { code: 'ENOTFOUND' });
    return [[answer]];
  };
}

function txt(name: string, withoutDmarc: readonly string[]): string | undefined {
  if (name.startsWith('mail._domainkey.')) return `v=DKIM1; k=rsa; p=${publicKey}`;
  if (name.startsWith('trial._domainkey.')) return `v=DKIM1; k=rsa; t=y; p=${publicKey}`;
  const [selector = ''] = name.split('._domainkey.');
  if (selector === 'rsa1024' || selector === 'rsa512') return `v=DKIM1; k=rsa; p=${short[selector].published}`;
  if (name.includes('_domainkey.')) return undefined;
  if (name.startsWith('_dmarc.')) return withoutDmarc.some((domain) => name.endsWith(domain)) ? undefined : 'v=DMARC1; p=reject';
  return `v=spf1 ip4:${GOOD_IP} -all`;
}

export type Signing = {
  readonly domain?: string;
  readonly selector?: string;
  readonly algorithm?: string;
  readonly key?: 'own' | 'stranger' | 'rsa1024' | 'rsa512';
  readonly coversOnly?: number;
  readonly signedAt?: Date;
  readonly expires?: Date;
  readonly headerList?: readonly string[];
};

export type Letter = {
  readonly from: string;
  readonly to: string | readonly string[];
  readonly cc?: string | readonly string[];
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content: Buffer | string;
    readonly contentType?: string;
    readonly cid?: string;
  }[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly messageId?: string;
  readonly signing?: Signing | 'none';
};

let serial = 0;

export async function signedMail(letter: Letter): Promise<Buffer> {
  const raw = await unsignedMail(letter);
  return letter.signing === 'none' ? raw : sign(raw, { domain: domainOf(letter.from), ...letter.signing });
}

export async function unsignedMail({
  from,
  to,
  cc,
  subject = 'Re: Please sign',
  text,
  html,
  attachments,
  headers,
  messageId,
}: Letter): Promise<Buffer> {
  serial += 1;
  const composer = new MailComposer({
    from,
    to: [to].flat(),
    ...(cc === undefined ? {} : { cc: [cc].flat() }),
    subject,
    messageId: messageId ?? `<m${serial}@${domainOf(from)}>`,
    ...(text === undefined ? {} : { text }),
    ...(html === undefined ? {} : { html }),
    ...(attachments === undefined ? {} : { attachments: attachments.map((one) => ({ ...one })) }),
    ...(headers === undefined ? {} : { headers: { ...headers } }),
    newline: 'win',
  });
  return composer.compile().build();
}

export async function sign(
  raw: Buffer,
  { domain = '', selector = 'mail', algorithm, key, coversOnly, signedAt = new Date(T0), expires, headerList }: Signing,
): Promise<Buffer> {
  const signature = {
    signingDomain: domain,
    selector,
    privateKey: privateKeyOf(key),
    ...(coversOnly === undefined ? {} : { maxBodyLength: coversOnly }),
  };
  const { signatures, errors } = await dkimSign(raw, {
    ...signature,
    ...(algorithm === undefined ? {} : { algorithm }),
    signTime: signedAt,
    ...(expires === undefined ? {} : { expires }),
    ...(headerList === undefined ? {} : { headerList: [...headerList] }),
    // The types ask for these above; only what stands here is used.
    signatureData: [signature],
  });
  if (errors.length > 0) throw new Error(`Could not sign a test mail: ${JSON.stringify(errors)}`);
  return Buffer.concat([Buffer.from(signatures), raw]);
}

function privateKeyOf(key: Signing['key']): string | Buffer {
  if (key === 'rsa1024' || key === 'rsa512') return short[key].own;
  return key === 'stranger' ? stranger : privateKey;
}

/** As a forwarder seals what it passed on (RFC 8617). */
export async function sealed(raw: Buffer, domain: string): Promise<Buffer> {
  const seal = {
    signingDomain: domain,
    selector: 'mail',
    privateKey,
    authResults: `${domain}; dkim=pass; spf=pass; dmarc=pass`,
    cv: 'none' as const,
  };
  return Buffer.concat([await sealMessage(raw, seal), raw]);
}

/** Changes the message as text, as someone on its way would. */
export function tampered(raw: Buffer, change: (text: string) => string): Buffer {
  return Buffer.from(change(raw.toString('latin1')), 'latin1');
}

function domainOf(from: string): string {
  return /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? 'nowhere.test';
}
