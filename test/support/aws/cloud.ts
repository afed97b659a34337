// What of AWS the functions talk to besides S3, SES and KMS, on loopback: FIFO queues, secrets, parameters, the starting of state machines, and
// DynamoDB itself, of which what is written comes out again as a stream of changes.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { DynamoDBRecord } from 'aws-lambda';
import { onTestFinished } from 'vitest';

export type Message = { readonly body: string; readonly group: string; readonly dedupe: string; readonly queue: string; tries: number };
export type Started = { readonly name: string; readonly input: string };

type Parts = {
  readonly dynamo: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
};

export async function cloud({ dynamo, secrets, parameters }: Parts) {
  const changes: DynamoDBRecord[] = [];
  const messages: Message[] = [];
  const started: Started[] = [];
  const pauses: { readonly receipt: string; readonly seconds: number }[] = [];
  const given = new Set<string>();
  const rows = new Set<string>();
  const faults = { queues: false };

  const answers: Readonly<Record<string, (asked: never) => Reply>> = {
    'secretsmanager.GetSecretValue': ({ SecretId }: { SecretId: string }) => named('SecretString', secrets[SecretId]),
    'AmazonSSM.GetParameter': ({ Name }: { Name: string }) =>
      parameters[Name] === undefined ? missing('ParameterNotFound') : ok({ Parameter: { Name, Value: parameters[Name] } }),
    'AmazonSQS.SendMessageBatch': ({ QueueUrl, Entries }: Batch) => {
      if (faults.queues) return { status: 500, body: { __type: 'InternalFailure' } };
      for (const { MessageBody: body, MessageGroupId: group, MessageDeduplicationId: dedupe } of Entries) {
        const queue = QueueUrl.replace(/^.*\//, '');
        if (!given.has(`${queue} ${dedupe}`)) messages.push({ body, group, dedupe, queue, tries: 0 });
        given.add(`${queue} ${dedupe}`);
      }
      return ok({
        Successful: Entries.map(({ Id, MessageBody }) => ({
          Id,
          MessageId: Id,
          MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
        })),
        Failed: [],
      });
    },
    'AmazonSQS.ChangeMessageVisibility': ({ ReceiptHandle, VisibilityTimeout }: Visibility) => {
      pauses.push({ receipt: ReceiptHandle, seconds: VisibilityTimeout });
      return ok({});
    },
    'AWSStepFunctions.StartExecution': ({ name, input }: Started) => {
      if (started.some((one) => one.name === name)) return missing('ExecutionAlreadyExists');
      started.push({ name, input });
      return ok({ executionArn: `arn:aws:states:eu-west-1:1:execution:seal:${name}`, startDate: 1 });
    },
  };

  async function table(target: string, body: string, headers: Record<string, string>): Promise<Reply> {
    const answer = await fetch(dynamo, { method: 'POST', body, headers });
    const said = (await answer.json()) as Record<string, unknown>;
    if (answer.status === 200) noteChange(target, body);
    return { status: answer.status, body: said };
  }

  function noteChange(target: string, body: string): void {
    const { Item, Key } = JSON.parse(body) as { Item?: Row; Key?: Row };
    const row = Item ?? Key;
    const name = JSON.stringify([row?.['pk']?.S, row?.['sk']?.S]);
    if (target.endsWith('.PutItem') && Item) {
      changes.push({ eventName: rows.has(name) ? 'MODIFY' : 'INSERT', dynamodb: { NewImage: Item } });
      rows.add(name);
    }
    if (target.endsWith('.DeleteItem')) {
      changes.push({ eventName: 'REMOVE', dynamodb: {} });
      rows.delete(name);
    }
  }

  const server = createServer((request, response) => {
    const target = String(request.headers['x-amz-target']);
    void text(request)
      .then(async (body) => {
        if (target.startsWith('DynamoDB_')) {
          const { 'x-amz-target': _, host: __, connection: ___, 'content-length': ____, ...rest } = request.headers;
          return table(target, body, { ...(rest as Record<string, string>), 'x-amz-target': target });
        }
        return answers[target]?.(JSON.parse(body) as never) ?? missing('UnknownOperationException');
      })
      .catch((fault: unknown): Reply => ({ status: 500, body: { __type: 'InternalFailure', message: String(fault) } }))
      .then(({ status, body }) => response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, changes, messages, started, pauses, faults };
}

type Row = Record<string, { readonly S?: string }>;
type Reply = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
type Visibility = { readonly ReceiptHandle: string; readonly VisibilityTimeout: number };
type Batch = {
  readonly QueueUrl: string;
  readonly Entries: readonly {
    readonly Id: string;
    readonly MessageBody: string;
    readonly MessageGroupId: string;
    readonly MessageDeduplicationId: string;
  }[];
};

function ok(body: Reply['body']): Reply {
  return { status: 200, body };
}

function missing(type: string): Reply {
  return { status: 400, body: { __type: type, message: type } };
}

function named(name: string, value: string | undefined): Reply {
  return value === undefined ? missing('ResourceNotFoundException') : ok({ [name]: value });
}
