// Amazon's own DynamoDB Local as a second judge, in memory. Its licence forbids shipping it, so whoever has it names its jar:
//   DYNAMODB_LOCAL_JAR=/path/DynamoDBLocal.jar npx vitest run test/stores/dynamo-table.test.ts
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { dynamoClient, dynamoServer, type DynamoServer } from './dynalite.ts';

const JAVA = 'java';
const MOST_TRIES = 12;

export async function startDynamoDbLocal(jar: string): Promise<DynamoServer> {
  const port = await freePort();
  const library = join(dirname(jar), 'DynamoDBLocal_lib');
  const options = [`-Djava.library.path=${library}`, '-jar', jar, '-inMemory', '-disableTelemetry', '-port', String(port)];
  const java = spawn(JAVA, options, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(java, 'close');
  process.once('exit', () => java.kill('SIGKILL'));
  async function diedEarly(): Promise<never> {
    await ended;
    throw new Error(`DynamoDB Local ended at once. Check ${jar} and its DynamoDBLocal_lib.`);
  }
  await Promise.race([answering(port), diedEarly()]);
  return dynamoServer(port, async () => {
    java.kill('SIGKILL');
    await ended;
  });
}

/** The client's own retries wait longer each time: together about half a minute. */
async function answering(port: number): Promise<void> {
  const client = dynamoClient(`http://127.0.0.1:${port}`, MOST_TRIES);
  await client.send(new ListTablesCommand({}));
  client.destroy();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
