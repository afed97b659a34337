// A mail server on loopback that takes everything and keeps it: where a relay would be.
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { SMTPServer } from 'smtp-server';

export type Taken = { readonly to: string; readonly raw: Buffer };

export async function smtpSink(): Promise<{ readonly port: number; readonly taken: readonly Taken[] }> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        for (const { address } of session.envelope.rcptTo) taken.push({ to: address, raw: Buffer.concat(chunks) });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(async () => new Promise<void>((closed) => server.close(closed)));
  return { port: (server.server.address() as AddressInfo).port, taken };
}
