// The API to read with: API Gateway asks DynamoDB itself, no code of ours in between but the authoriser, whose answer it keeps for a minute.
// `GET /envelopes/{id}` is where an envelope stands, as the person whose token it is may see it; `GET /mine` is all that they have to do with.
import { Duration, Validations } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  ApiKeySourceType,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  ResponseType,
  RestApi,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { accessLog } from './access-log.ts';
import type { Common, DataParts } from './parts.ts';
import { deskReader, readRoutes } from './read-routes.ts';
import { shareNames, shares } from './read-shares.ts';
import { ServiceFunction } from './service-function.ts';
import { settingsOf } from './settings.ts';

export type ReadApiProps = Common & { readonly data: DataParts };

/** So long a token that was ended still reads, and so often at most the authoriser is asked. */
const REMEMBERED = Duration.minutes(1);

const LOGGED = {
  requestId: '$context.requestId',
  route: '$context.resourcePath',
  tenant: '$context.authorizer.tenant',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  sourceIp: '$context.identity.sourceIp',
};

export class ReadApi extends Construct {
  readonly api: RestApi;
  readonly authorise: IFunction;

  constructor(scope: Construct, id: string, props: ReadApiProps) {
    super(scope, id);
    const { environment, data } = props;
    const names = shareNames(environment.name);
    const authorise = new ServiceFunction(this, 'Authorise', {
      ...props,
      name: 'authorise',
      key: data.dataKey,
      settings: { ...settingsOf(props), READ_API_SHARES: names.join(',') },
    });
    allowTokens(authorise.role, data);
    this.authorise = authorise.function;
    this.api = restApi(this, props);
    say(this.api);
    readRoutes(this.api, {
      tableName: data.table.tableName,
      role: deskReader(this, data),
      authorizer: new TokenAuthorizer(this, 'Tokens', {
        handler: this.authorise,
        resultsCacheTtl: REMEMBERED,
        // Anything else is turned away before any code runs.
        validationRegex: '^Bearer cs_[A-Za-z0-9_-]{43}$',
      }),
    });
    shares(this, this.api, names);
  }
}

function restApi(scope: Construct, { environment, data }: ReadApiProps): RestApi {
  const log = accessLog(scope, 'AccessLog', { environment, key: data.dataKey, name: 'read-access' });
  const api = new RestApi(scope, 'Api', {
    restApiName: `countersign-${environment.name}-read`,
    description: 'Where envelopes stand, for programs',
    endpointTypes: [EndpointType.REGIONAL],
    disableExecuteApiEndpoint: true,
    apiKeySourceType: ApiKeySourceType.AUTHORIZER,
    cloudWatchRole: true,
    deployOptions: {
      stageName: 'v1',
      accessLogDestination: new LogGroupLogDestination(log),
      accessLogFormat: AccessLogFormat.custom(JSON.stringify(LOGGED)),
      loggingLevel: MethodLoggingLevel.ERROR,
      // Otherwise what is read would be logged.
      dataTraceEnabled: false,
      tracingEnabled: true,
      throttlingRateLimit: 200,
      throttlingBurstLimit: 400,
    },
  });
  const reasons: Readonly<Record<string, string>> = {
    'AwsSolutions-COG4': 'Programs read with tokens that `countersign api-token add` makes; nobody has an account in Cognito.',
    'AwsSolutions-IAM4': 'The role with which API Gateway writes logs is one for the whole account and region, and AWS keeps its policy.',
    ...(!environment.hasFirewall && {
      'AwsSolutions-APIG3':
        'hasFirewall is off in this environment: a firewall has its price, and tokens, shares and limits hold without it.',
    }),
  };
  for (const [rule, reason] of Object.entries(reasons)) Validations.of(api).acknowledge({ id: rule, reason });
  return api;
}

/** The authoriser reads tokens' rows and nothing else of the table. The key it has for its settings (service-function.ts) opens the table too. */
function allowTokens(role: IRole, { table }: DataParts): void {
  role.addToPrincipalPolicy(
    new PolicyStatement({
      sid: 'TokensOnly',
      actions: ['dynamodb:GetItem'],
      resources: [table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['API#*'] }, Null: { 'dynamodb:LeadingKeys': 'false' } },
    }),
  );
}

/** What API Gateway answers by itself, in sentences. */
function say(api: RestApi): void {
  const answers = [
    [
      ResponseType.UNAUTHORIZED,
      'No valid token came with this. Send one as `Authorization: Bearer cs_…`; `countersign api-token add` makes it.',
    ],
    [ResponseType.THROTTLED, 'Too many requests at once. Nothing was changed. Wait a second, then ask again.'],
    [ResponseType.QUOTA_EXCEEDED, 'Too many requests today. Nothing was changed. Ask again tomorrow, or have the limit raised.'],
    [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'There is nothing at this address. Read /mine or /envelopes/{id}.'],
  ] as const;
  for (const [type, text] of answers)
    api.addGatewayResponse(`Says-${type.responseType}`, {
      type,
      ...(type === ResponseType.MISSING_AUTHENTICATION_TOKEN && { statusCode: '404' }),
      templates: { 'application/json': JSON.stringify({ message: text }) },
      responseHeaders: { 'Cache-Control': "'no-store'" },
    });
}
