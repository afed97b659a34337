// What a function on AWS is called with: batches of the queue to which Amazon SES says what came in, and what became of what went out.
// Apart from the channel's own entry, since one machine needs nothing of AWS to read mail.
import type { S3Client } from '@aws-sdk/client-s3';
import type { Ports } from '#apps/ports.ts';
import { acceptMail, acceptReport } from '../accept.ts';
import { s3MailObjects } from './objects.ts';
import { takeSesBatch, type SesPorts } from './queue.ts';

export function sesHandler(ports: Ports, { s3, report }: { readonly s3: S3Client } & Pick<SesPorts, 'report'>) {
  const given: SesPorts = {
    blobs: ports.blobs,
    objects: s3MailObjects(s3),
    accept: async (mail) => acceptMail(ports, mail),
    acceptReport: async (key, told) => acceptReport(ports, key, told),
    report,
  };
  return async (batch: Parameters<typeof takeSesBatch>[1]) => takeSesBatch(given, batch);
}
