// The two routes of the API to read with, and the role with which API Gateway asks DynamoDB for them.
import { Stack } from 'aws-cdk-lib';
import {
  AwsIntegration,
  PassthroughBehavior,
  type IAuthorizer,
  type IRequestValidator,
  type IntegrationResponse,
  type Resource,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement, Role, ServicePrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { DataParts } from './parts.ts';
import { ENVELOPE_ANSWERED, envelopeAsked, FAILED, MINE_ANSWERED, mineAsked, REFUSED } from './read-templates.ts';

type Reading = { readonly tableName: string; readonly role: IRole; readonly authorizer: IAuthorizer };

type Route = {
  readonly at: Resource;
  readonly action: 'GetItem' | 'Query';
  readonly asked: string;
  readonly answered: string;
  /** Whether each must be there. */
  readonly parameters: Readonly<Record<string, boolean>>;
};

export function readRoutes(api: RestApi, reading: Reading): void {
  const { tableName } = reading;
  const validator = api.addRequestValidator('Complete', { validateRequestParameters: true, validateRequestBody: true });
  addRoute(
    { ...reading, validator },
    {
      at: api.root.addResource('envelopes').addResource('{id}'),
      action: 'GetItem',
      asked: envelopeAsked(tableName),
      answered: ENVELOPE_ANSWERED,
      parameters: { 'method.request.path.id': true },
    },
  );
  addRoute(
    { ...reading, validator },
    {
      at: api.root.addResource('mine'),
      action: 'Query',
      asked: mineAsked(tableName),
      answered: MINE_ANSWERED,
      parameters: { 'method.request.querystring.after': false },
    },
  );
}

const NOT_KEPT = 'method.response.header.Cache-Control';

type Checked = Reading & { readonly validator: IRequestValidator };

function addRoute({ role, authorizer, validator }: Checked, { at, action, asked, answered, parameters }: Route): void {
  const integration = new AwsIntegration({
    service: 'dynamodb',
    action,
    options: {
      credentialsRole: role,
      requestTemplates: { 'application/json': asked },
      // A body of another kind is turned away, never handed on.
      passthroughBehavior: PassthroughBehavior.NEVER,
      integrationResponses: [
        answer('200', answered),
        answer('503', REFUSED, String.raw`4\d{2}`),
        answer('503', FAILED, String.raw`5\d{2}`),
      ],
    },
  });
  at.addMethod('GET', integration, {
    authorizer,
    apiKeyRequired: true,
    requestParameters: parameters,
    requestValidator: validator,
    methodResponses: ['200', '404', '503'].map((statusCode) => ({ statusCode, responseParameters: { [NOT_KEPT]: true } })),
  });
}

function answer(statusCode: string, template: string, selectionPattern?: string): IntegrationResponse {
  return {
    statusCode,
    responseTemplates: { 'application/json': template },
    responseParameters: { [NOT_KEPT]: "'no-store'" },
    ...(selectionPattern !== undefined && { selectionPattern }),
  };
}

/**
 * May read desks of people and no other row, whatever the templates ask. Which tenant's desk is held by the templates: IAM knows the role and not
 * on whose behalf API Gateway takes it on.
 */
export function deskReader(scope: Construct, { table, dataKey }: DataParts): Role {
  const role = new Role(scope, 'DeskReader', {
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    description: 'Reads what people have to do with, for the API to read with',
  });
  role.addToPolicy(
    new PolicyStatement({
      sid: 'DesksOnly',
      actions: ['dynamodb:GetItem', 'dynamodb:Query'],
      resources: [table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*#P#*'] }, Null: { 'dynamodb:LeadingKeys': 'false' } },
    }),
  );
  role.addToPolicy(
    new PolicyStatement({
      sid: 'ReadTable',
      actions: ['kms:Decrypt'],
      resources: [dataKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(scope).region}.amazonaws.com` } },
    }),
  );
  return role;
}
