// The API to read with: its templates, taken from the stack, turned into requests that go to a real DynamoDB protocol, and its answers. What matters
// most is what they never let through: another desk than that of the token.
import { GetItemCommand, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import { personPartition } from '#stores/person-key.ts';
import { HttpStack } from '../../infra/http.ts';
import { body, command, ENVELOPE, INES, MAX, OLIVIA, SENDER, TENANT } from '../support/build.ts';
import { startDynalite, type DynamoServer } from '../support/dynalite.ts';
import { dataParts, elsewhere, environment, tinyBundles } from '../support/infra.ts';
import { storesOver } from '../support/store-kit.ts';
import { render, type Input } from '../support/vtl.ts';

type Who = { readonly tenant: string; readonly email: string };
type Answer = { readonly StatusCode: string; readonly SelectionPattern?: string; readonly ResponseTemplates: Record<string, string> };
type Method = {
  readonly ApiKeyRequired: boolean;
  readonly AuthorizationType: string;
  readonly Integration: {
    readonly RequestTemplates: Record<string, string>;
    readonly IntegrationResponses: readonly Answer[];
    readonly Uri: unknown;
  };
};

const JSON_TYPE = 'application/json';
const OLIVIAS: Who = { tenant: TENANT, email: SENDER.email };
const DESK = { 'dynamodb:LeadingKeys': ['T#*#P#*'] };

let server: DynamoServer;
let client: DynamoDBClient;
let table: Table;
let template: Template;
let methods: { readonly GetItem: Method; readonly Query: Method };

beforeAll(async () => {
  server = await startDynalite();
  client = server.client();
  const app = new App();
  const data = dataParts(elsewhere(app));
  table = await server.table(data.table.tableName);
  template = Template.fromStack(new HttpStack(app, 'Http', { environment: environment(), bundles: tinyBundles(), data }));
  const all = Object.values(template.findResources('AWS::ApiGateway::Method')).map(({ Properties }) => Properties as Method);
  const doing = (action: string) => all.find(({ Integration }) => JSON.stringify(Integration.Uri).includes(`action/${action}`)) as Method;
  methods = { GetItem: doing('GetItem'), Query: doing('Query') };
  await story();
});

afterAll(async () => {
  client.destroy();
  await table.close();
  await server.close();
});

/** An envelope that waits for Max. */
async function story(): Promise<void> {
  const kit = storesOver(table, { machineNow: 1_795_543_200_000 });
  for (const each of [command(OLIVIA, body.draft()), command(OLIVIA, body.send)])
    expect(await kit.commands.run(TENANT, ENVELOPE, each)).toMatchObject({ ok: true });
  await kit.projections.project(await kit.ledger.load(TENANT, ENVELOPE));
}

function asked(action: keyof typeof methods, who: Who, parameters: Record<string, string>): Record<string, unknown> {
  const text = render(methods[action].Integration.RequestTemplates[JSON_TYPE] ?? '', { context: { authorizer: who }, parameters }).text;
  return JSON.parse(text) as Record<string, unknown>;
}

/** As API Gateway goes about it: the request's template, DynamoDB, the answer whose pattern fits the status, and its template. */
async function ask(action: keyof typeof methods, who: Who, parameters: Record<string, string> = {}) {
  const request = asked(action, who, parameters);
  const { status, found } = await sent(action, request);
  const { IntegrationResponses } = methods[action].Integration;
  const fits = ({ SelectionPattern }: Answer) => SelectionPattern !== undefined && new RegExp(`^${SelectionPattern}$`).test(String(status));
  const answer = IntegrationResponses.find(fits) ?? IntegrationResponses.find(({ SelectionPattern }) => SelectionPattern === undefined);
  const input: Input = { context: { authorizer: who }, body: found };
  const rendered = render(answer?.ResponseTemplates[JSON_TYPE] ?? '', input);
  return { status: rendered.status ?? Number(answer?.StatusCode), body: JSON.parse(rendered.text) as Record<string, unknown> };
}

async function sent(action: keyof typeof methods, request: Record<string, unknown>): Promise<{ status: number; found: unknown }> {
  try {
    const found =
      action === 'GetItem'
        ? await client.send(new GetItemCommand(request as never))
        : await client.send(new QueryCommand(request as never));
    return { status: 200, found };
  } catch (fault) {
    return { status: 400, found: { __type: `com.amazonaws.dynamodb.v20120810#${(fault as Error).name}` } };
  }
}

async function putRow(who: Who, envelope: string, row: object): Promise<void> {
  await table.putIfNewer({ pk: personPartition(who.tenant as TenantId, who.email), sk: envelope, version: 1, body: JSON.stringify(row) });
}

describe('GET /envelopes/{id}', () => {
  it('says where it stands to those who have to do with it, to each what is theirs to know', async () => {
    const seen = await ask('GetItem', OLIVIAS, { id: ENVELOPE });
    expect(seen).toMatchObject({ status: 200, body: { envelope: ENVELOPE, status: 'sent', waitingFor: ['Max'] } });
    const maxs = await ask('GetItem', { tenant: TENANT, email: MAX.email }, { id: ENVELOPE });
    expect(maxs).toMatchObject({ status: 200, body: { seats: [{ seat: 'r1', hasTurn: true }], waitingFor: [] } });
  });

  it('is 404 to others of the tenant, before their turn as well, and to the same address in another tenant', async () => {
    for (const who of [
      { tenant: TENANT, email: INES.email },
      { tenant: TENANT, email: 'nobody@northwind.test' },
      { ...OLIVIAS, tenant: 'fabrikam' },
    ])
      expect(await ask('GetItem', who, { id: ENVELOPE })).toMatchObject({
        status: 404,
        body: { message: expect.stringContaining('no such envelope') as string },
      });
  });

  it('is 404 where somebody no longer belongs', async () => {
    const who = { tenant: TENANT, email: 'left@northwind.test' };
    await putRow(who, 'CS-AAAAA-AAAAA', { gone: true });
    expect(await ask('GetItem', who, { id: 'CS-AAAAA-AAAAA' })).toMatchObject({ status: 404 });
  });

  it.each([
    `${ENVELOPE}"},"pk":{"S":"T#fabrikam#P#olivia@fabrikam.test`,
    `x"}},"TableName":"other","Key":{"pk":{"S":"U#0`,
    "' OR '1'='1",
    "\\'",
    '\\',
    '#set($context.responseOverride.status = 200)',
    '$context.authorizer.email',
    '{"gone":true}',
    '\u0000\n\t\u2028',
    'Ω😀',
    'x'.repeat(3000),
  ])('is 404 for the id %j', async (id) => {
    expect(await ask('GetItem', OLIVIAS, { id })).toMatchObject({ status: 404 });
  });

  it('asks for the desk of the token and for the id as it was sent, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.emailAddress(), (id, email) => {
        const { tableName, ...rest } = { tableName: 'countersign', ...asked('GetItem', { tenant: TENANT, email }, { id }) };
        expect(rest).toEqual({
          TableName: tableName,
          ConsistentRead: true,
          ProjectionExpression: 'body',
          Key: { pk: { S: `T#${TENANT}#P#${email}` }, sk: { S: id } },
        });
      }),
    );
  });

  it('reads rows that are longer than what is compressed elsewhere, and addresses with an apostrophe', async () => {
    const who = { tenant: TENANT, email: "o'brien@northwind.test" };
    const row = {
      envelope: 'CS-BBBBB-BBBBB',
      title: `Long ${'agreement '.repeat(200)}"quoted" \\ #if $x`,
      status: 'sent',
      seats: [],
      waitingFor: [],
    };
    await putRow(who, row.envelope, row);
    expect(await ask('GetItem', who, { id: row.envelope })).toEqual({ status: 200, body: row });
  });
});

describe('GET /mine', () => {
  it('lists what a person has to do with, and nothing of another tenant', async () => {
    expect(await ask('Query', OLIVIAS)).toMatchObject({ status: 200, body: { envelopes: [{ envelope: ENVELOPE, status: 'sent' }] } });
    expect(await ask('Query', { ...OLIVIAS, tenant: 'fabrikam' })).toEqual({ status: 200, body: { envelopes: [] } });
  });

  it('goes on after a page, and leaves out what is gone', async () => {
    const who = { tenant: TENANT, email: 'busy@northwind.test' };
    const ids = Array.from({ length: 130 }, (_, at) => `CS-${String(at).padStart(5, '0')}-00000`);
    for (const [at, envelope] of ids.entries()) await putRow(who, envelope, at % 10 === 0 ? { gone: true } : { envelope });
    const seen: unknown[] = [];
    let after: string | undefined;
    do {
      const page = await ask('Query', who, after === undefined ? {} : { after });
      const { envelopes, next } = page.body as { envelopes: { envelope: string }[]; next?: string };
      seen.push(...envelopes.map(({ envelope }) => envelope));
      after = next;
    } while (after !== undefined);
    expect(seen).toEqual(ids.filter((_, at) => at % 10 !== 0));
  });

  it('reads no other desk, whatever it is to go on after', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (after) => {
        const { ExclusiveStartKey, ExpressionAttributeValues } = asked('Query', OLIVIAS, { after });
        const pk = { S: `T#${TENANT}#P#${SENDER.email}` };
        expect(ExclusiveStartKey).toEqual({ pk, sk: { S: after } });
        expect(ExpressionAttributeValues).toMatchObject({ ':desk': pk });
      }),
    );
  });
});

describe('the routes', () => {
  it('say that they cannot answer, and never that there is nothing, when it is DynamoDB that refuses', () => {
    for (const { Integration } of Object.values(methods))
      for (const __type of ['com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException', undefined]) {
        const refused = Integration.IntegrationResponses.find(({ SelectionPattern }) => SelectionPattern?.startsWith('4'));
        const { text, status } = render(refused?.ResponseTemplates[JSON_TYPE] ?? '', { context: {}, body: { __type } });
        expect({ status: status ?? Number(refused?.StatusCode), text }).toMatchObject({
          status: 503,
          text: expect.stringContaining('again') as string,
        });
      }
  });

  it('are for tokens alone, within the share that the authoriser names', () => {
    for (const { ApiKeyRequired, AuthorizationType } of Object.values(methods))
      expect({ ApiKeyRequired, AuthorizationType }).toEqual({ ApiKeyRequired: true, AuthorizationType: 'CUSTOM' });
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { ApiKeySourceType: 'AUTHORIZER', DisableExecuteApiEndpoint: true });
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', { Throttle: { RateLimit: 20, BurstLimit: 40 } });
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    const told = functions.map(
      ({ Properties }) => (Properties as { Environment: { Variables: Record<string, string> } }).Environment.Variables,
    );
    const shares = told.flatMap(({ READ_API_SHARES }) => (READ_API_SHARES === undefined ? [] : READ_API_SHARES.split(',')));
    const keys = Object.values(template.findResources('AWS::ApiGateway::ApiKey')).map(
      ({ Properties }) => (Properties as { Value: string }).Value,
    );
    expect(shares.toSorted()).toEqual(keys.toSorted());
    template.resourceCountIs('AWS::ApiGateway::UsagePlanKey', keys.length);
  });

  it('are read by a role that IAM holds to desks of people, and let in by one that reads tokens alone', () => {
    const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
      ({ Properties }) =>
        (Properties as { PolicyDocument: { Statement: { Sid?: string; Action: unknown; Condition?: object }[] } }).PolicyDocument.Statement,
    );
    const named = (sid: string) => statements.find(({ Sid }) => Sid === sid);
    const isThere = { Null: { 'dynamodb:LeadingKeys': 'false' } };
    expect(named('DesksOnly')).toMatchObject({
      Action: ['dynamodb:GetItem', 'dynamodb:Query'],
      Condition: { 'ForAllValues:StringLike': DESK, ...isThere },
    });
    expect(named('TokensOnly')).toMatchObject({
      Action: 'dynamodb:GetItem',
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['API#*'] }, ...isThere },
    });
  });
});
