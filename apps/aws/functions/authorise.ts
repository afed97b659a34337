// Says whose token a program reads with.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { awsConfig } from '#apps/config.ts';
import { instantOf } from '#core/time.ts';
import { apiTokens } from '#stores/api-tokens.ts';
import { dynamoTable } from '#stores/dynamo-table.ts';
import { authorising } from '../authorising.ts';
import { awaitedOnce } from '../awaited-once.ts';

const authorise = awaitedOnce(async () => {
  const { TABLE_NAME, READ_API_SHARES = '' } = awsConfig();
  const table = dynamoTable({ client: new DynamoDBClient({}), tableName: TABLE_NAME });
  const tokens = apiTokens(table, { now: () => instantOf(Date.now()) });
  return authorising({ tokens, shares: READ_API_SHARES.split(',').filter(Boolean) });
});

export const handler = async (event: APIGatewayTokenAuthorizerEvent) => (await authorise())(event);
