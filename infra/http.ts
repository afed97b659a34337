// What people and platforms reach over HTTPS: the pages, what Slack and Teams deliver, and the API to read with. One host name for all; API
// Gateway's own addresses are switched off. No route has an authoriser: the functions prove every delivery and every link themselves.
import { Stack, Validations } from 'aws-cdk-lib';
import {
  CfnApiMapping,
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { allowEstate, allowObjects, allowSeal } from './access.ts';
import { accessLog } from './access-log.ts';
import { address } from './address.ts';
import { firewall } from './firewall.ts';
import type { Common, DataParts } from './parts.ts';
import { ReadApi } from './read-api.ts';
import { ServiceFunction } from './service-function.ts';
import { certificateSettingsOf, settingsOf, type Settings } from './settings.ts';

export type HttpProps = Common & { readonly data: DataParts };

type FrontName = 'slack' | 'teams' | 'web';
type Throttle = { readonly rateLimit: number; readonly burstLimit: number };
type Front = {
  readonly routes: readonly HttpRouteKey[];
  /** Requests a second, of all callers together. */
  readonly throttle: Throttle;
  readonly settings?: (props: HttpProps) => Settings;
  readonly allow?: (role: IRole, data: DataParts) => void;
};

const FRONTS: Readonly<Record<FrontName, Front>> = {
  slack: {
    routes: [
      HttpRouteKey.with('/slack/events', HttpMethod.POST),
      HttpRouteKey.with('/slack/install', HttpMethod.GET),
      HttpRouteKey.with('/slack/oauth_redirect', HttpMethod.GET),
    ],
    // Slack delivers again what is not answered in time, so that a burst is better taken in than turned away.
    throttle: { rateLimit: 200, burstLimit: 400 },
  },
  teams: { routes: [HttpRouteKey.with('/api/messages', HttpMethod.POST)], throttle: { rateLimit: 200, burstLimit: 400 } },
  // Whatever is no delivery of a platform.
  web: {
    routes: [HttpRouteKey.DEFAULT],
    throttle: { rateLimit: 100, burstLimit: 200 },
    settings: certificateSettingsOf,
    allow(role, data) {
      allowObjects(role, data.documents, ['GetObject', 'PutObject']);
      allowSeal(role, data);
    },
  },
};

/** What one call costs is the same everywhere, so nothing is logged of its path: that may hold the token of a link. */
const LOGGED = {
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  functionMilliseconds: '$context.integrationLatency',
  sourceIp: '$context.identity.sourceIp',
  fault: '$context.integrationErrorMessage',
};

export class HttpStack extends Stack {
  readonly api: HttpApi;
  readonly readApi: RestApi;
  readonly functions: readonly IFunction[];

  constructor(scope: Construct, id: string, props: HttpProps) {
    const { environment } = props;
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Countersign (${environment.name}): pages, deliveries of Slack and Teams, and the API to read with`,
      terminationProtection: environment.isProduction,
    });
    const fronts = (['slack', 'teams', 'web'] as const).map((name) => [name, front(this, name, props)] as const);
    this.api = new HttpApi(this, 'Api', {
      apiName: `countersign-${environment.name}`,
      createDefaultStage: false,
      disableExecuteApiEndpoint: true,
    });
    const routes = fronts.flatMap(([name, handler]) => addRoutes(this.api, name, handler));
    Validations.of(this.api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Slack signs what it delivers, Teams sends a token, and each page is opened by the token of its link: the functions check each of these, which no authoriser of API Gateway can.',
    });
    const domain = address(this, environment);
    const stage = stageOf(this, props, { api: this.api, routes });
    new CfnApiMapping(this, 'PagesThere', { apiId: this.api.apiId, domainName: domain.name, stage: stage.stageName });
    const read = new ReadApi(this, 'Read', props);
    new CfnApiMapping(this, 'ReadThere', {
      apiId: read.api.restApiId,
      domainName: domain.name,
      stage: read.api.deploymentStage.stageName,
      apiMappingKey: 'v1',
    });
    if (environment.hasFirewall) firewall(this, environment, read.api.deploymentStage);
    this.readApi = read.api;
    this.functions = [...fronts.map(([, handler]) => handler), read.authorise];
  }
}

function front(scope: Construct, name: FrontName, props: HttpProps): IFunction {
  const { settings = () => ({}), allow = () => undefined } = FRONTS[name];
  const made = new ServiceFunction(scope, `Front-${name}`, {
    ...props,
    name,
    key: props.data.dataKey,
    settings: { ...settingsOf(props), ...settings(props) },
  });
  allowEstate(made.role, props.data);
  allow(made.role, props.data);
  return made.function;
}

function addRoutes(api: HttpApi, name: FrontName, handler: IFunction): readonly HttpRoute[] {
  const integration = new HttpLambdaIntegration(`To-${name}`, handler);
  return FRONTS[name].routes.map((routeKey) => new HttpRoute(api, `Route ${routeKey.key}`, { httpApi: api, routeKey, integration }));
}

type Routed = { readonly api: HttpApi; readonly routes: readonly HttpRoute[] };

function stageOf(scope: Construct, { environment, data }: HttpProps, { api, routes }: Routed): HttpStage {
  const log = accessLog(scope, 'AccessLog', { environment, key: data.dataKey, name: 'http-access' });
  const stage = new HttpStage(scope, 'Stage', {
    httpApi: api,
    autoDeploy: true,
    throttle: FRONTS.web.throttle,
    accessLogSettings: { destination: new LogGroupLogDestination(log), format: AccessLogFormat.custom(JSON.stringify(LOGGED)) },
  });
  const resource = stage.node.defaultChild;
  if (!(resource instanceof CfnStage)) throw new Error('Could not set limits of routes: the stage is not one that CloudFormation makes.');
  resource.routeSettings = Object.fromEntries(
    Object.values(FRONTS).flatMap(({ routes, throttle: { rateLimit, burstLimit } }) =>
      routes.map(({ key }) => [key, { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit }]),
    ),
  );
  // A limit of a route that is not there yet is refused.
  stage.node.addDependency(...routes);
  return stage;
}
