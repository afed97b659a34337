// Takes in mail that Amazon SES received for us, and what it says became of mail that it sent.
import { report } from '../report.ts';
import { awaitedOnce } from '../awaited-once.ts';
import { estate } from '../estate.ts';
import { sesHandler } from '#apps/email/ses/handler.ts';

const take = awaitedOnce(async () => {
  const { ports, s3 } = await estate();
  return sesHandler(ports, { s3, report });
});

export const handler = async (batch: Parameters<Awaited<ReturnType<typeof take>>>[0]) => (await take())(batch);
