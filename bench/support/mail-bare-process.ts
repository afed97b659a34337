// What the libraries cost by themselves: a mail authenticated by mailauth and taken apart by mailparser, and nothing done with either.
import { authenticate } from 'mailauth';
import { simpleParser } from 'mailparser';
import { localZone, type ZoneKeys } from '#apps/local/dns-zone.ts';
import { PROVIDER_IP } from '#apps/local/local-domains.ts';
import { serveParent } from './children.ts';
import { timedOver, type Mail, type Turn } from './mail-files.ts';

const [, , mails = '', zone = '{}'] = process.argv;
const resolver = localZone({ keys: JSON.parse(zone) as ZoneKeys });

async function readBarely({ raw, from }: Mail): Promise<void> {
  const seen = { sender: from, ip: PROVIDER_IP, helo: 'mail.northwind.test', mta: 'countersign.test' };
  const { dkim } = await authenticate(raw, { ...seen, resolver, disableArc: true, disableBimi: true });
  const { attachments } = await simpleParser(raw);
  if (dkim.results[0]?.status.result !== 'pass' || !attachments) throw new Error(`The mail of ${from} is not as it was signed.`);
}

serveParent({}, { answer: async (turn) => timedOver(mails, turn as Turn, readBarely), close: async () => undefined });
