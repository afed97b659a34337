// What every way of handing mail over owes the e-mail channel.
import { describe, expect, test } from 'vitest';
import type { MailTransport } from '#core/ports.ts';

export type TransportUnderTest = {
  readonly transport: MailTransport;
  /** What arrived for an address, oldest first. */
  readonly arrived: (to: string) => Promise<readonly Buffer[]>;
  /** Which Message-IDs readers see, where the mail system puts its own in the place of ours; oldest first. */
  readonly onTheWire?: () => readonly string[];
};

export function mailTransportContract(name: string, make: () => Promise<TransportUnderTest>): void {
  describe(`${name} as a mail transport`, () => {
    test('hands over the bytes as they are, to the one it is for', async () => {
      const { transport, arrived } = await make();
      await transport.send(mailTo('b@y.test', 'one'));
      expect(await arrived('b@y.test')).toEqual([Buffer.from(mailTo('b@y.test', 'one').raw)]);
      expect(await arrived('c@y.test')).toEqual([]);
    });
    test('tells the Message-ID that is on the wire, and an id of its own for each message', async () => {
      const { transport, onTheWire = () => ['<one@x.test>', '<two@x.test>'] } = await make();
      const receipts = [await transport.send(mailTo('b@y.test', 'one')), await transport.send(mailTo('b@y.test', 'two'))];
      expect(receipts.map(({ wireMessageId }) => wireMessageId)).toEqual(onTheWire());
      expect(new Set(receipts.map(({ providerId }) => providerId)).size).toBe(2);
    });
    test('keeps the order in which messages to one person were sent', async () => {
      const { transport, arrived } = await make();
      for (const id of ['one', 'two', 'three']) await transport.send(mailTo('b@y.test', id));
      expect((await arrived('b@y.test')).map((raw) => /<(\w+)@/.exec(raw.toString())?.[1])).toEqual(['one', 'two', 'three']);
    });
  });
}

function mailTo(to: string, id: string) {
  const raw = Buffer.from(`Message-ID: <${id}@x.test>\r\nFrom: a@x.test\r\nTo: ${to}\r\n\r\n.A line that begins with a dot\r\nGrüße\r\n`);
  return { from: 'a@x.test', to, raw, tags: { kind: 'test' } };
}
