// A partition query in DynamoDB's terms. One condition on the sort key is all it takes, and a start key outside that condition is an
// error there; so bounds are put together here, and whatever cannot match anything is not asked at all.
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { PartitionQuery } from '#core/ports.ts';
import { compareBytes, prefixEnd } from './text-range.ts';

type Condition = { readonly text: string; readonly values: Readonly<Record<string, string>> };

/** @returns undefined when no row can match */
export function dynamoQuery(tableName: string, query: PartitionQuery): QueryCommandInput | undefined {
  const { pk, after, limit, reverse = false } = query;
  const condition = conditionOf(query);
  const start = after === undefined ? 'edge' : startOf(query, after);
  if (!condition || start === 'nowhere') return undefined;
  return {
    TableName: tableName,
    ConsistentRead: true,
    ScanIndexForward: !reverse,
    KeyConditionExpression: `pk = :pk${condition.text}`,
    ExpressionAttributeValues: attributes({ ':pk': pk, ...condition.values }),
    ...(start === 'here' && after !== undefined && { ExclusiveStartKey: attributes({ pk, sk: after }) }),
    // One more than is given back: DynamoDB stops at a limit without looking whether anything follows.
    ...(limit !== undefined && { Limit: limit + 1 }),
  };
}

function conditionOf({ prefix = '', to }: PartitionQuery): Condition | undefined {
  const end = prefixEnd(prefix);
  const isBounded = to !== undefined && (end === undefined || compareBytes(to, end) < 0);
  if (!isBounded)
    return prefix === '' ? { text: '', values: {} } : { text: ' AND begins_with(sk, :prefix)', values: { ':prefix': prefix } };
  if (to === '' || compareBytes(to, prefix) < 0) return undefined;
  if (prefix === '') return { text: ' AND sk <= :to', values: { ':to': to } };
  return { text: ' AND sk BETWEEN :prefix AND :to', values: { ':prefix': prefix, ':to': to } };
}

/** Where a key lies that was left off at: with rows before and behind it, before all of them (in the direction of travel), or behind all. */
function startOf({ prefix = '', to, reverse = false }: PartitionQuery, after: string): 'here' | 'edge' | 'nowhere' {
  const end = prefixEnd(prefix);
  const fromLow = after === '' ? -1 : compareBytes(after, prefix);
  const fromHigh = Math.max(to === undefined ? -1 : compareBytes(after, to), end !== undefined && compareBytes(after, end) >= 0 ? 1 : -1);
  // Not at the bounds themselves either: DynamoDB Local takes no start key from which the range has nothing more to give.
  if (reverse ? fromLow <= 0 : fromHigh >= 0) return 'nowhere';
  return (reverse ? fromHigh > 0 : fromLow < 0) ? 'edge' : 'here';
}

function attributes(texts: Readonly<Record<string, string>>): Record<string, { S: string }> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { S: text }]));
}
