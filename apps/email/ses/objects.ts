// The bucket into which Amazon SES puts the mail that it takes for us, as it is read.
import { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { awsFault } from '#stores/aws-fault.ts';
import type { MailObjects } from './received.ts';

export function s3MailObjects(client: S3Client): MailObjects {
  return {
    async open({ bucket, key }) {
      const attempt = `read the mail ${key} that Amazon SES put into the S3 bucket ${bucket}`;
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (Body instanceof Readable) return Body;
      } catch (cause) {
        throw awsFault(attempt, cause);
      }
      throw awsFault(attempt, new Error('it came without content'));
    },
  };
}
