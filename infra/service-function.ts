// A function of ours: its code a folder that was bundled before, a role of its own that may write its log and nothing else until it is given
// more, its log kept for as long as the environment says.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
  type ILayerVersion,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { specOf, type FunctionName } from './functions.ts';
import type { Common } from './parts.ts';

export type ServiceFunctionProps = Common & {
  readonly name: FunctionName;
  /** Settings, as apps/aws-config.ts reads them. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Encrypts the log and the settings. */
  readonly key: IKey;
  readonly layers?: readonly ILayerVersion[];
  /** How many may run at once; absent: as many as the account allows. */
  readonly mostAtOnce?: number;
};

export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(
    scope: Construct,
    id: string,
    { name, environment, bundles, key, settings = {}, layers = [], mostAtOnce }: ServiceFunctionProps,
  ) {
    super(scope, id);
    const spec = specOf(name);
    const functionName = `countersign-${environment.name}-${name}`;
    const log = new LogGroup(this, 'Log', {
      logGroupName: `/countersign/${environment.name}/${name}`,
      retention: retentionOf(environment.logDays),
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What the function ${functionName} may do`,
    });
    log.grantWrite(this.role);
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: spec.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundles(name)),
      timeout: Duration.seconds(spec.timeoutSeconds),
      memorySize: spec.memoryMb,
      role: this.role,
      logGroup: log,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      environmentEncryption: key,
      layers: [...layers],
      ...(mostAtOnce !== undefined && { reservedConcurrentExecutions: mostAtOnce }),
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: 'Countersign',
        ...settings,
      },
    });
  }
}

/** The service knows some lengths only: the next longer one. */
function retentionOf(days: number): RetentionDays {
  const known = Object.values(RetentionDays).filter((value): value is RetentionDays => typeof value === 'number');
  return known.toSorted((a, b) => a - b).find((length) => Number(length) >= days) ?? RetentionDays.TEN_YEARS;
}
