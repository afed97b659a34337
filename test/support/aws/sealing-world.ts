// A completed envelope, and all that the sealing machine needs to seal it: the bundled function in a process of its own, with stand-ins for
// DynamoDB, S3, KMS, the parameter store and a time-stamping authority. Nothing runs by itself: a test starts each execution.
import { createHash } from 'node:crypto';
import { CreateBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { LEASE_MS } from '#apps/aws/estate.ts';
import { bytesAt } from '#apps/dispatch/blob-bytes.ts';
import { blobKeys } from '#apps/ports.ts';
import { eventsOf } from '#core/chain.ts';
import type { CommandBody } from '#core/command.ts';
import { envelopeIdOf, type EnvelopeId, type Sha256 } from '#core/ids.ts';
import type { Blobs } from '#core/ports.ts';
import type { SealLevel } from '#core/sealing.ts';
import { instantOf, plus } from '#core/time.ts';
import { sealEffect, type Effect } from '#stores/effect-row.ts';
import { effects } from '#stores/effects.ts';
import { s3Blobs } from '#stores/s3-blobs.ts';
import { body, command, DOCUMENT, OLIVIA, person, r, seat, TENANT } from '../build.ts';
import { startDynalite } from '../dynalite.ts';
import { fakeKms } from '../fake-kms.ts';
import { fakeOcsp } from '../fake-ocsp.ts';
import { fakeTsa, tsaCertificate } from '../fake-tsa.ts';
import { contractPdf } from '../pdf.ts';
import { s3Client, startS3 } from '../s3.ts';
import { storesOver } from '../store-kit.ts';
import { temporaryFolder } from '../temporary.ts';
import { access, ecKeys, issue, pemOf, usedFor, USAGES } from '../test-pki.ts';
import { cloud } from './cloud.ts';
import { functionsHere } from './functions-here.ts';
import { sealingMachine, type Told } from './sealing-machine.ts';

export type SealingWorld = Awaited<ReturnType<typeof sealingWorld>>;

const [approver, signer] = [seat('Max', 'approver', 1), seat('Ines', 'signer', 2)];
const BUCKETS = { documents: 'documents', evidence: 'evidence' } as const;

/** `hasProofs`: whoever issued the certificates can be asked whether they still hold, as levels B-LT and B-LTA need. */
type Settings = { readonly level?: SealLevel; readonly hasProofs?: boolean };

export async function sealingWorld({ level = 'B-T', hasProofs = false }: Settings = {}) {
  const [dynamo, s3] = await Promise.all([startDynalite(), startS3()]);
  const ahead = { ms: 0 };
  const machineNow = () => Date.now() + ahead.ms;
  const keys = ecKeys();
  const root = issue({ name: 'Northwind seal root', isCa: true });
  const ocsp = await fakeOcsp();
  ocsp.known.issuer = root;
  const whomToAsk = hasProofs ? [access({ ocsp: `${ocsp.base}/ocsp`, issuer: `${ocsp.base}/issuer` })] : [];
  const certificate = tsaCertificate({ by: root, extensions: [usedFor(USAGES.timeStamping), ...whomToAsk] });
  const tsa = await fakeTsa({ ca: root, certificate, at: () => new Date(machineNow()) });
  const kms = await fakeKms(keys.privateKey);
  const table = await dynamo.table('estate');
  const client = s3Client(s3.endpoint);
  for (const Bucket of Object.values(BUCKETS)) await client.send(new CreateBucketCommand({ Bucket }));
  const secrets = Object.fromEntries(['token', 'code', 'web', 'id'].map((name, at) => [name, String(at + 1).repeat(64)]));
  const seal = `${pemOf(issue({ name: 'Northwind seal', keys, by: root, extensions: whomToAsk }).der)}\n${pemOf(root.der)}`;
  const sky = await cloud({
    dynamo: dynamo.endpoint,
    secrets: { countersign: JSON.stringify(secrets) },
    parameters: { '/countersign/seal': seal, '/countersign/tsa': pemOf(root.der) },
  });
  onTestFinished(async () => {
    client.destroy();
    await table.close();
    await Promise.all([dynamo.close(), s3.close()]);
  });
  const settings = () => ({
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: sky.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
    TABLE_NAME: 'estate',
    DOCUMENTS_BUCKET: BUCKETS.documents,
    EVIDENCE_BUCKET: BUCKETS.evidence,
    SECRETS_ID: 'countersign',
    PUBLIC_URL: 'https://sign.northwind.test',
    MAIL_DOMAIN: 'in.northwind.test',
    SEAL_CERTIFICATE_PARAMETER: '/countersign/seal',
    SEAL_KMS_KEY_ID: 'arn:aws:kms:eu-west-1:111122223333:key/seal',
    SEAL_LEVEL: level,
    ...(level === 'B-B' ? {} : { TSA_URLS: tsa.url, TSA_CA_PARAMETER: '/countersign/tsa' }),
  });
  const functions = functionsHere({ folder: temporaryFolder(), settings, resolver: async () => [] });
  const told: Told[] = [];
  const machine = sealingMachine(functions, (message) => void told.push(message));
  const stores = storesOver(table, { machineNow: Date.now() });
  const ofMachine = effects({ table, machineNow, leaseMs: LEASE_MS });
  const blobs = s3Blobs({ client, bucket: BUCKETS.documents });

  const world = {
    functions,
    kms,
    tsa,
    told,
    blobs,
    evidence: s3Blobs({ client, bucket: BUCKETS.evidence }),
    trust: [pemOf(root.der)],
    commands: stores.commands,
    effects: ofMachine,
    /** Of the machine and of whoever it asks for the time. */
    async later(ms: number): Promise<void> {
      ahead.ms += ms;
      await functions.setLater(ahead.ms);
    },
    /** Signed by all; its seal is planned as the dispatcher plans it. */
    complete: async (serial = 1) => completed({ ...stores, blobs, effects: ofMachine, serial }),
    /** One execution. @returns the state in which it ended */
    run: async ({ key, lead, envelope }: Planned, around?: Parameters<typeof machine.run>[1]) =>
      machine.run({ key, lead, tenant: TENANT, envelope }, around),
    events: async ({ envelope }: Planned) => eventsOf(await stores.ledger.load(TENANT, envelope)).map(({ event }) => event),
    version: async ({ envelope }: Planned) => (await stores.ledger.load(TENANT, envelope)).version,
    async effect({ key }: Planned): Promise<Effect> {
      const effect = await ofMachine.get(key);
      if (!effect) throw new Error('The effect is gone.');
      return effect;
    },
    async objects(bucket: keyof typeof BUCKETS, prefix: string): Promise<readonly string[]> {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKETS[bucket], Prefix: prefix }));
      return Contents.map(({ Key = '' }) => Key);
    },
  };
  return world;
}

export type Planned = Pick<Effect, 'key'> & { readonly envelope: EnvelopeId; readonly lead: unknown };
type Completing = Pick<ReturnType<typeof storesOver>, 'commands' | 'ledger' | 'effects'> & {
  readonly blobs: Blobs;
  readonly serial: number;
};

async function completed({ commands, ledger, effects: planned, blobs, serial }: Completing): Promise<Planned> {
  const envelope = envelopeIdOf(Uint8Array.from([serial, 2, 3, 4, 5, 6, 7, 8, 9]));
  const presented = await contractPdf();
  const sha256 = createHash('sha256').update(presented).digest('hex') as Sha256;
  await blobs.put(blobKeys.presented(TENANT, sha256), presented);
  const document = { ...DOCUMENT, sha256, bytes: presented.length, pages: 3 };
  // Now, since an hour's patience counts from here.
  const at = instantOf(Date.now());
  const content = { recipients: [approver, signer], documents: [document], expiresAt: plus(at, { days: 14 }) };
  const draft: CommandBody = { ...body.draft(content), id: envelope };
  const acts = [
    command(OLIVIA, draft),
    command(OLIVIA, body.send),
    command(person(approver.email), body.approve(r(1), sha256)),
    command(person(signer.email), body.sign(r(2), sha256)),
  ];
  for (const act of acts) {
    const outcome = await commands.run(TENANT, envelope, { ...act, at });
    if (!outcome.ok) throw new Error(outcome.refusal.code);
  }
  const stream = await ledger.load(TENANT, envelope);
  const last = eventsOf(stream).findLast(({ event }) => event.type === 'completed');
  if (!last) throw new Error('It is not completed.');
  const effect = sealEffect({ tenant: TENANT, envelope, event: `${last.version}.${last.index}` });
  await planned.plan(effect);
  return { key: effect.key, envelope, lead: { pointer: { kind: 'commit', tenant: TENANT, envelope, version: last.version } } };
}

/** The only file that is ever delivered. */
export async function sealedFile(world: SealingWorld, planned: Planned): Promise<{ readonly sha256: Sha256; readonly bytes: Uint8Array }> {
  const seals = (await world.events(planned)).flatMap((event) => (event.type === 'sealed' ? event.documents : []));
  const [document] = seals;
  if (!document || seals.length !== 1) throw new Error(`There are ${seals.length} sealed files on the record.`);
  return { sha256: document.sha256, bytes: await bytesAt(world.blobs, blobKeys.sealed(TENANT, document.sha256), 'sealed') };
}
