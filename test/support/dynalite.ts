// A DynamoDB that speaks the real protocol, in memory on loopback, as long as the test file runs.
import { once } from 'node:events';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { createDynamoTable } from '#stores/dynamo-create.ts';
import { dynamoTable } from '#stores/dynamo-table.ts';
import type { Table } from '#core/ports.ts';

export type DynamoServer = {
  readonly endpoint: string;
  /** A client that the receiver destroys. */
  client(): DynamoDBClient;
  /** One table for a whole file: contract tests keep apart by their partitions. */
  table(name: string): Promise<Table>;
  close(): Promise<void>;
};

export async function startDynalite(): Promise<DynamoServer> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return dynamoServer(port, async () => {
    const closed = new Promise<void>((done) => server.close(() => done()));
    server.closeAllConnections();
    await closed;
  });
}

/** Whatever listens on the port, seen as DynamoDB. */
export function dynamoServer(port: number, close: () => Promise<void>): DynamoServer {
  const endpoint = `http://127.0.0.1:${port}`;
  const client = () => dynamoClient(endpoint);
  return {
    endpoint,
    client,
    async table(tableName) {
      const own = client();
      await createDynamoTable({ client: own, tableName });
      return dynamoTable({ client: own, tableName });
    },
    close,
  };
}

export function dynamoClient(endpoint: string, maxAttempts = 3): DynamoDBClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials, maxAttempts });
}
