// A mail server on loopback that takes everything and keeps it: where a relay would be.
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { SMTPServer } from 'smtp-server';

export type Taken = { readonly to: string; readonly raw: Buffer };

/** @param onTaken before it is answered 250: where it is handed on, if anywhere */
export async function smtpSink(
  onTaken: (mail: Taken) => Promise<void> | void = () => undefined,
): Promise<{ readonly port: number; readonly taken: readonly Taken[] }> {
  const taken: Taken[] = [];
  const handedOn = async (mails: readonly Taken[]): Promise<Error | undefined> => {
    try {
      for (const mail of mails) await onTaken(mail);
      return undefined;
    } catch (fault) {
      return fault instanceof Error ? fault : new Error(String(fault));
    }
  };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const mails = session.envelope.rcptTo.map(({ address }) => ({ to: address, raw: Buffer.concat(chunks) }));
        taken.push(...mails);
        void (async () => done(await handedOn(mails)))();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(async () => new Promise<void>((closed) => server.close(closed)));
  return { port: (server.server.address() as AddressInfo).port, taken };
}
