// Mail authentication by mailauth, with every DNS answer that was used written down: selectors are rotated, and a signature
// can be checked again in ten years only against the answers of today.
import { Readable } from 'node:stream';
import { authenticate, type AuthenticateResult, type DKIMResult } from 'mailauth';
import type { DnsResolver } from '#core/ports.ts';
import type { MailBytes } from '../raw/raw-mail.ts';

export type DnsAnswer = {
  readonly name: string;
  readonly type: string;
  readonly answer?: readonly (string | readonly string[])[];
  readonly code?: string;
};
export type Authentication = { readonly result: AuthenticateResult; readonly dns: readonly DnsAnswer[] };
export type { DKIMResult };

/** As the mail server saw the connection, where one was seen. */
export type Connection = { readonly mailFrom: string; readonly remoteIp: string; readonly helo: string };

type Input = {
  readonly raw: MailBytes;
  readonly resolver: DnsResolver;
  readonly connection?: Connection | undefined;
  readonly mta: string;
};

export async function authenticateMail({ raw, resolver, connection, mta }: Input): Promise<Authentication> {
  const dns: DnsAnswer[] = [];
  async function recording(name: string, type: string): Promise<string[][] | string[]> {
    try {
      const answer = await resolver(name, type);
      dns.push({ name, type, answer });
      return answer;
    } catch (fault) {
      dns.push({ name, type, code: codeOf(fault) });
      throw fault;
    }
  }
  const seen = connection && { sender: connection.mailFrom, ip: connection.remoteIp, helo: connection.helo };
  // Never `trustReceived`: one forged Received line would then pass SPF and, through it, DMARC.
  const result = await authenticate(Buffer.isBuffer(raw) ? raw : Readable.from(raw, { objectMode: false }), {
    ...seen,
    resolver: recording,
    mta,
    disableArc: true,
    disableBimi: true,
    minBitLength: 1024,
  });
  return { result, dns };
}

function codeOf(fault: unknown): string {
  return typeof fault === 'object' && fault !== null && 'code' in fault ? String(fault.code) : 'EFAIL';
}
