// What is reached over HTTPS: one address, each delivery to the function that proves it, limits on every route, and nothing secret in the logs.
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { EVENTS_PATH, REDIRECT_PATH } from '#apps/slack/surface.ts';
import { MESSAGES_PATH } from '#apps/teams/surface.ts';
import { Checks } from '../../infra/checks.ts';
import { HttpStack } from '../../infra/http.ts';
import { dataParts, elsewhere, environment, tinyBundles } from '../support/infra.ts';
import { actionsOf, functionNamed, onlyOf, resourcesOf } from '../support/template.ts';

function made(overrides: Readonly<Record<string, unknown>> = {}) {
  const app = new App();
  const data = dataParts(elsewhere(app));
  const stack = new HttpStack(app, 'Http', { environment: environment(overrides), bundles: tinyBundles(), data });
  return { stack, template: Template.fromStack(stack) };
}

let stack: HttpStack;
let template: Template;
beforeAll(() => {
  ({ stack, template } = made());
});

function functionBehind(routeKey: string): string {
  const [[, route] = []] = resourcesOf(template, 'AWS::ApiGatewayV2::Route', { RouteKey: routeKey });
  const target = JSON.stringify(route?.['Target']);
  const behind = resourcesOf(template, 'AWS::ApiGatewayV2::Integration').find(([id]) => target.includes(`"${id}"`));
  const uri = JSON.stringify(behind?.[1]['IntegrationUri']);
  return ['slack', 'teams', 'web'].find((name) => uri.includes(`"${functionNamed(template, name).id}"`)) ?? 'none';
}

describe('routes', () => {
  it('lead where the channels listen', () => {
    const leads = Object.fromEntries(
      resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { RouteKey }]) => [RouteKey, functionBehind(String(RouteKey))]),
    );
    expect(leads).toEqual({
      [`POST ${EVENTS_PATH}`]: 'slack',
      'GET /slack/install': 'slack',
      [`GET ${REDIRECT_PATH}`]: 'slack',
      [`POST ${MESSAGES_PATH}`]: 'teams',
      $default: 'web',
    });
  });

  it('each have a limit', () => {
    const limits = onlyOf(template, 'AWS::ApiGatewayV2::Stage')['RouteSettings'] as Record<string, unknown>;
    const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { RouteKey }]) => String(RouteKey));
    expect(Object.keys(limits).toSorted()).toEqual(routes.toSorted());
    for (const limit of Object.values(limits))
      expect(limit).toEqual({ ThrottlingRateLimit: expect.any(Number) as number, ThrottlingBurstLimit: expect.any(Number) as number });
  });

  it('are logged without paths, which may hold the token of a link', () => {
    const { Format: pages } = onlyOf(template, 'AWS::ApiGatewayV2::Stage')['AccessLogSettings'] as { Format: string };
    const { Format: reading } = onlyOf(template, 'AWS::ApiGateway::Stage')['AccessLogSetting'] as { Format: string };
    for (const format of [pages, reading]) {
      expect(JSON.parse(format)).toMatchObject({ status: '$context.status' });
      expect(format).not.toMatch(/\$context\.(path|authorizer\.email|customDomain)|authorization/i);
    }
  });
});

describe('the address', () => {
  it('is one host name, with a certificate proven by the zone, and its own names for the pages and for reading', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'sign.example.com',
      DomainNameConfigurations: [Match.objectLike({ SecurityPolicy: 'TLS_1_2', EndpointType: 'REGIONAL' })],
    });
    template.hasResourceProperties('AWS::CertificateManager::Certificate', { ValidationMethod: 'DNS' });
    template.resourceCountIs('AWS::Route53::RecordSet', 2);
    const keys = resourcesOf(template, 'AWS::ApiGatewayV2::ApiMapping').map(([, { ApiMappingKey }]) => ApiMappingKey);
    expect(keys).toEqual([undefined, 'v1']);
    for (const type of ['AWS::ApiGatewayV2::Api', 'AWS::ApiGateway::RestApi'])
      template.hasResourceProperties(type, { DisableExecuteApiEndpoint: true });
  });

  it('takes a certificate that is there where no zone is ours', () => {
    const arn = 'arn:aws:acm:eu-west-1:123456789012:certificate/1';
    const { template } = made({ hostedZone: undefined, certificateArn: arn });
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainNameConfigurations: [Match.objectLike({ CertificateArn: arn })],
    });
    expect(resourcesOf(template, 'AWS::Route53::RecordSet')).toEqual([]);
  });
});

describe('functions', () => {
  const log = ['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
  const record = ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'secretsmanager:GetSecretValue'];
  const key = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];
  const estate = [...log, ...record, ...key];
  it.each([
    ['slack', estate],
    ['teams', estate],
    ['web', [...estate, 's3:GetObject', 's3:PutObject', 's3:ListBucket', 'ssm:GetParameter']],
    ['authorise', [...log, 'dynamodb:GetItem', 'kms:Decrypt']],
  ])('%s may do what its code does, and nothing else', (name, allowed) => {
    expect([...actionsOf(template, name)].toSorted()).toEqual([...allowed].toSorted());
  });

  it('of the pages know what seals and time-stamps lead to', () => {
    expect(functionNamed(template, 'web').settings).toMatchObject({
      PUBLIC_URL: 'https://sign.example.com',
      SEAL_CERTIFICATE_PARAMETER: '/countersign/test/seal-certificate',
      TSA_CA_PARAMETER: '/countersign/test/tsa-ca',
    });
  });
});

describe('the firewall', () => {
  it('stands before the API to read with where the environment asks for it', () => {
    const { template, stack } = made({ hasFirewall: true });
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
    expect(new Checks(stack).validateScope(stack).violations).toEqual([]);
    expect(resourcesOf(made().template, 'AWS::WAFv2::WebACL')).toEqual([]);
  });
});

it('leaves no finding of cdk-nag unexplained', () => {
  expect(new Checks(stack).validateScope(stack).violations).toEqual([]);
});
