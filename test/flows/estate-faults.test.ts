// What goes wrong on AWS: records of the stream come twice, in another order or never, messages are lost, and functions die at their work. Time
// heals it: the clock leads to whatever was left, and nobody is asked twice for what was done.
import { expect, test } from 'vitest';
import { checkStream } from '#core/chain.ts';
import { fold } from '#core/fold.ts';
import type { TenantId } from '#core/ids.ts';
import { sha256 } from '#apps/world/hashing.ts';
import type { FunctionName } from '../../infra/functions.ts';
import { estateHere } from '../support/aws/estate-here.ts';
import { contractPdf } from '../support/pdf.ts';
import { seeded } from '../support/stream-shim.ts';

const SIGN = 'sign@in.northwind.test';
const OLIVIA = 'Olivia Hart <olivia@northwind.test>';
const INES = 'Ines Duarte <ines@northwind.test>';

/** A share of records is left out, doubled, or out of order; a share of messages is lost, and a share of those who work on one is killed. */
test.each([7, 2026])(
  'whatever is lost, doubled or killed on the way, the contract is signed and sealed once (seed %i)',
  async (seed) => {
    const estate = await estateHere();
    const random = seeded(seed);
    const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 1 })), contentType: 'application/pdf' }];
    const answerTo = async (to: string, subject: RegExp) => (await estate.newest(to, subject)).replyTo?.value[0]?.address ?? '';
    let killed = 0;
    estate.mixed = (records) =>
      records
        .flatMap((record) => (random() < 0.2 ? [] : random() < 0.3 ? [record, record] : [record]))
        .map((record) => ({ record, at: random() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ record }) => record);
    estate.meanwhile = async ({ queue }) => {
      if (random() > 0.15) return;
      await new Promise((done) => setTimeout(done, random() * 60));
      await estate.functions.end(queue as FunctionName);
      killed += 1;
    };
    /** Longer than a lease holds, as often as it takes. */
    async function untilTold(to: string, subject: RegExp): Promise<void> {
      for (let round = 0; round < 12; round += 1) {
        if (
          await estate.newest(to, subject).then(
            () => true,
            () => false,
          )
        )
          return;
        await estate.later(7);
      }
      await estate.newest(to, subject);
    }
    await estate.post({ from: OLIVIA, to: SIGN, subject: 'Agreement', text: 'signers: ines@northwind.test', attachments });
    await untilTold('olivia@northwind.test', /^Draft/);
    await estate.post({ from: OLIVIA, to: await answerTo('olivia@northwind.test', /^Draft/), subject: 'Re:', text: 'SEND' });
    await untilTold('ines@northwind.test', /asks you to sign/);
    await estate.post({ from: INES, to: await answerTo('ines@northwind.test', /asks you to sign/), subject: 'Re:', text: 'I SIGN' });
    for (const to of ['ines@northwind.test', 'olivia@northwind.test']) await untilTold(to, /^Completed/);
    await estate.later(7);

    const tenant = 'northwind' as TenantId;
    const [envelope, ...others] = await Array.fromAsync(estate.ledger.envelopes(tenant));
    expect(others).toEqual([]);
    if (envelope === undefined) throw new Error('There is no envelope in the registry.');
    const stream = await estate.ledger.load(tenant, envelope);
    expect(checkStream(stream, sha256).chain).toBe('ok');
    expect(fold(stream)).toMatchObject({ status: 'completed', sealing: { state: 'sealed' } });
    // A message repeats only where its sender died, or its sender's record of it.
    expect(estate.ses.took.length).toBeLessThanOrEqual(8 + killed);
    process.stdout.write(`seed ${seed}: ${killed} killed, ${estate.ses.took.length} mails\n`);
  },
  300_000,
);
