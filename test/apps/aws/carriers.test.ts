// The state machine is started once for an attempt, however often that is come across; and again where nobody has claimed the attempt.
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, test, vi } from 'vitest';
import { carriersOf } from '#apps/aws/carriers.ts';
import { awsConfig } from '#apps/config.ts';
import { sealEffect, type Effect } from '#stores/effect-row.ts';
import { cloud } from '../../support/aws/cloud.ts';
import { ENVELOPE, TENANT } from '../../support/build.ts';

const MINUTE_MS = 60_000;
const effect = sealEffect({ tenant: TENANT, envelope: ENVELOPE, event: '4.1' }) as Effect;
const lead = { pointer: { kind: 'commit', tenant: TENANT, envelope: ENVELOPE, version: 4 } } as const;

afterEach(() => void vi.useRealTimers());

test('one attempt is one execution, and another one after ten minutes', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 100 * 10 * MINUTE_MS + 1_000 });
  const sky = await cloud({ dynamo: 'http://127.0.0.1:1', secrets: {}, parameters: {} });
  const queue = `${sky.endpoint}/1/queue`;
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL_SFN: sky.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-west-1',
  }))
    vi.stubEnv(name, value);
  const config = awsConfig({
    AWS_REGION: 'eu-west-1',
    TABLE_NAME: 'estate',
    DOCUMENTS_BUCKET: 'documents',
    SECRETS_ID: 'countersign',
    PUBLIC_URL: 'https://sign.northwind.test',
    MAIL_DOMAIN: 'in.northwind.test',
    EMAIL_QUEUE_URL: queue,
    SLACK_QUEUE_URL: queue,
    TEAMS_QUEUE_URL: queue,
    UPKEEP_QUEUE_URL: queue,
    SEALING_MACHINE_ARN: 'arn:aws:states:eu-west-1:1:stateMachine:seal',
  });
  const { seal } = carriersOf(config, new SQSClient({ region: 'eu-west-1' }));
  const start = async (name: string) => seal({ key: effect.key, lead, name, effect });
  await start('a'.repeat(64));
  await start('a'.repeat(64));
  expect(sky.started).toHaveLength(1);
  await start('b'.repeat(64));
  expect(sky.started).toHaveLength(2);

  vi.setSystemTime(Date.now() + 10 * MINUTE_MS);
  await start('a'.repeat(64));
  const names = sky.started.map(({ name }) => name);
  expect(new Set(names).size).toBe(3);
  // As long as Step Functions allows.
  for (const name of names) expect(name).toMatch(/^[\w-]{1,80}$/);
  expect(JSON.parse(sky.started[0]?.input ?? '')).toEqual({ key: effect.key, lead, tenant: TENANT, envelope: ENVELOPE });
});
