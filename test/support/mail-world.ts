// The whole product over one table, with mail in and out of it as lists: for flows that count what they cost.
import { simpleParser } from 'mailparser';
import { join } from 'node:path';
import { visitPage } from '#apps/cli/page-visit.ts';
import { sha256Of } from '#apps/world/hashing.ts';
import { createWorld } from '#apps/world/world.ts';
import { seedCast } from '#apps/local/cast.ts';
import { blobKeys } from '#apps/ports.ts';
import type { Blobs, OutgoingMail, Table } from '#core/ports.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { T0 } from './build.ts';
import { temporaryFolder } from './temporary.ts';
import { GOOD_IP, signedMail, zone } from './mail.ts';

export const SIGN = 'sign@countersign.test';

export async function mailWorld(table: Table, keptIn?: Blobs) {
  const folder = temporaryFolder();
  const outbox: OutgoingMail[] = [];
  const secret = (name: string) => Buffer.from(name.padEnd(32));
  const world = await createWorld({
    table,
    blobs: keptIn ?? diskBlobs(join(folder, 'blobs')),
    authorityFolder: join(folder, 'authority'),
    secrets: { token: secret('token'), code: secret('code'), web: secret('web'), id: secret('id') },
    site: { publicUrl: 'http://localhost:3000', mailDomain: 'countersign.test', signAddress: SIGN, isLocal: true },
    transport: {
      async send(mail) {
        outbox.push(mail);
        return { providerId: `p${outbox.length}`, wireMessageId: `<m${outbox.length}@countersign.test>` };
      },
    },
    resolver: zone(),
    clock: () => T0,
    machineNow: () => 1_795_543_200_000,
    sleep: async () => undefined,
    isReady: () => true,
    wake: () => undefined,
    report: (fault) => {
      throw fault;
    },
  });
  await seedCast(world.directory);

  async function post(letter: Parameters<typeof signedMail>[0]): Promise<void> {
    const raw = await signedMail(letter);
    const blob = blobKeys.inboundMail(sha256Of(raw));
    await world.ports.blobs.put(blob, raw);
    const mailFrom = /<(.+)>/.exec(letter.from)?.[1] ?? '';
    const connection = { remoteIp: GOOD_IP, helo: 'mail.test', receivedAt: T0 };
    await world.email.accept({ blob, mailFrom, recipient: String(letter.to), ...connection });
    await world.dispatcher.settle();
  }

  async function newest(to: string, subject: RegExp) {
    for (const { raw } of outbox.filter((mail) => mail.to.includes(to)).toReversed()) {
      const mail = await simpleParser(Buffer.from(raw));
      if (subject.test(mail.subject ?? ''))
        return { subject: mail.subject ?? '', text: mail.text ?? '', replyTo: mail.replyTo?.value[0]?.address ?? '' };
    }
    throw new Error(`${to} has no mail about ${String(subject)}`);
  }

  return {
    world,
    outbox,
    post,
    newest,
    async reply(from: string, subject: RegExp, text: string): Promise<void> {
      const to = /<([^@]+@)/.exec(from)?.[1] ?? from;
      await post({ from, to: (await newest(to, subject)).replyTo, subject: 'Re:', text });
    },
    /** Follows the link in the newest mail about `subject`. */
    async visit(to: string, subject: RegExp) {
      const link = /http:\S+\/s\/\w+/.exec((await newest(to, subject)).text)?.[0] ?? '';
      return visitPage(link, async (request) => world.web.fetch(request));
    },
  };
}

/** Sweeps go past the counter: one is for all envelopes together, and its share in one of many is nothing. */
export function withoutSweeps(counted: Table, bare: Table): Table {
  const isSweep = (pk: string) => pk.startsWith('U#') || pk.startsWith('INP#');
  return { ...counted, queryPartition: async (query) => (isSweep(query.pk) ? bare : counted).queryPartition(query) };
}
