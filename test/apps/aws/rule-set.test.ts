// Switches the rules by which mail is received, against an Amazon SES and a CloudFormation on loopback.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

const NS = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** @param active the rule set that is active at the start */
async function world(active?: string) {
  const state = { active, isDown: false };
  const answers: Record<string, unknown>[] = [];
  const types: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.method === 'PUT') {
        types.push(request.headers['content-type']);
        answers.push(JSON.parse(body) as Record<string, unknown>);
        return response.writeHead(200).end();
      }
      const form = new URLSearchParams(body);
      const action = form.get('Action') ?? '';
      if (state.isDown) {
        const error = '<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not allowed to look</Message></Error>';
        return response.writeHead(403, { 'content-type': 'text/xml' }).end(`<ErrorResponse xmlns="${NS}">${error}</ErrorResponse>`);
      }
      if (action === 'SetActiveReceiptRuleSet') state.active = form.get('RuleSetName') ?? undefined;
      const found = state.active === undefined ? '' : `<Metadata><Name>${state.active}</Name></Metadata>`;
      const inner = action === 'DescribeActiveReceiptRuleSet' ? found : '';
      const xml = `<${action}Response xmlns="${NS}"><${action}Result>${inner}</${action}Result></${action}Response>`;
      return response.writeHead(200, { 'content-type': 'text/xml' }).end(xml);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  vi.stubEnv('AWS_ENDPOINT_URL_SES', url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.resetModules();
  const { handler } = await import('#apps/aws/functions/rule-set.ts');
  const asks = async (type: string, more: Readonly<Record<string, unknown>> = {}, properties: Readonly<Record<string, unknown>> = {}) => {
    await handler({
      RequestType: type,
      ResponseURL: `${url}/answer`,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'RuleSet',
      ...more,
      ResourceProperties: { ServiceToken: 'arn', ruleSet: 'countersign-test', ...properties },
    });
    return answers.at(-1);
  };
  return { state, asks, types };
}

const OK = {
  Status: 'SUCCESS',
  PhysicalResourceId: 'countersign-test',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'RuleSet',
};
const ours = { PhysicalResourceId: 'countersign-test' };

describe('the active rule set', () => {
  it('becomes ours where none is active', async () => {
    const { state, asks, types } = await world();
    expect(await asks('Create')).toEqual(OK);
    expect(state.active).toBe('countersign-test');
    // The address that CloudFormation gives is signed for a request without a type.
    expect(types).toEqual(['']);
  });

  it('stays where it is when it is ours already', async () => {
    const { state, asks } = await world('countersign-test');
    expect(await asks('Create')).toEqual(OK);
    expect(await asks('Update', ours)).toEqual(OK);
    expect(state.active).toBe('countersign-test');
  });

  it('is not taken from somebody else, who is named, and the roll-back leaves it alone', async () => {
    const { state, asks } = await world('newsletter');
    const answer = await asks('Create');
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'countersign-test' });
    expect(answer?.['Reason']).toContain('“newsletter”');
    expect(answer?.['Reason']).toContain('Nothing was changed.');
    expect(answer?.['Reason']).toContain('--context adopt=true');
    expect(await asks('Delete', ours)).toEqual(OK);
    expect(state.active).toBe('newsletter');
  });

  it('is not taken back by an update from somebody who took it since', async () => {
    const { state, asks } = await world('newsletter');
    expect(await asks('Update', ours)).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'countersign-test' });
    expect(state.active).toBe('newsletter');
  });

  it('is taken from somebody else where the deployment says so', async () => {
    const { state, asks } = await world('newsletter');
    expect(await asks('Create', {}, { adopt: 'true' })).toEqual(OK);
    expect(state.active).toBe('countersign-test');
  });

  it('follows a change of our own name, and taking the old one away leaves the new one active', async () => {
    const { state, asks } = await world('countersign-old');
    expect(await asks('Update', { PhysicalResourceId: 'countersign-old' })).toEqual(OK);
    expect(state.active).toBe('countersign-test');
    await asks('Delete', { PhysicalResourceId: 'countersign-old' });
    expect(state.active).toBe('countersign-test');
  });

  it('is given up with the estate', async () => {
    const { state, asks } = await world('countersign-test');
    expect(await asks('Delete', ours)).toEqual(OK);
    expect(state.active).toBeUndefined();
  });

  it('fails with what Amazon SES says, so that the deployment does not wait for an hour', async () => {
    const { state, asks } = await world();
    state.isDown = true;
    expect(await asks('Create')).toMatchObject({ Status: 'FAILED', Reason: 'not allowed to look' });
  });
});
