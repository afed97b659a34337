// An AWS Secrets Manager on loopback: secrets that were made, filled or not, read and filled as the real one answers.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type FakeSecrets = {
  readonly endpoint: string;
  /** By name; `null` for one that was made and never filled. */
  readonly secrets: Map<string, string | null>;
  close(): Promise<void>;
};

type Asked = { readonly SecretId: string; readonly SecretString?: string };
type Answer = { readonly status: number; readonly body: object };

export async function startFakeSecrets(): Promise<FakeSecrets> {
  const secrets = new Map<string, string | null>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const answer = answerTo(secrets, String(request.headers['x-amz-target']), JSON.parse(body) as Asked);
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(answer.body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secrets,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function answerTo(secrets: Map<string, string | null>, target: string, { SecretId: name, SecretString }: Asked): Answer {
  const known = secrets.get(name);
  if (known === undefined) return missing('Secrets Manager can’t find the specified secret.');
  if (target === 'secretsmanager.PutSecretValue' && SecretString !== undefined) {
    secrets.set(name, SecretString);
    return { status: 200, body: { Name: name } };
  }
  if (target !== 'secretsmanager.GetSecretValue') return { status: 400, body: { __type: 'InvalidRequestException', message: target } };
  if (known === null) return missing('Secrets Manager can’t find the specified secret value for staging label: AWSCURRENT');
  return { status: 200, body: { Name: name, SecretString: known } };
}

function missing(message: string): Answer {
  return { status: 400, body: { __type: 'ResourceNotFoundException', message } };
}
