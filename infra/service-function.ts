// A function of ours: its code a folder that was bundled before, a role of its own that may write its log and nothing else until it is given
// more, its log kept for as long as the environment says.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  CfnFunction,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  type ILayerVersion,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { allowAnywhere } from './access.ts';
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
    // Lambda reads the settings as the function, before its code runs.
    this.role.addToPrincipalPolicy(new PolicyStatement({ sid: 'Settings', actions: ['kms:Decrypt'], resources: [key.keyArn] }));
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
      environmentEncryption: key,
      layers: [...layers],
      ...(mostAtOnce !== undefined && { reservedConcurrentExecutions: mostAtOnce }),
      environment: {
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: 'Countersign',
        ...settings,
      },
    });
    this.trace();
  }

  /** The construct's own switch would put the right to do so, which knows no resource, among the role's others. */
  private trace(): void {
    const resource = this.function.node.defaultChild;
    if (resource instanceof CfnFunction) resource.tracingConfig = { mode: 'Active' };
    allowAnywhere(this.role, {
      id: 'Trace',
      actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      why: 'Traces are written to AWS X-Ray, which knows no resource to narrow this to.',
    });
  }
}

/** The service knows some lengths only: the next longer one. */
export function retentionOf(days: number): RetentionDays {
  const known: readonly number[] = Object.values(RetentionDays).filter((value) => typeof value === 'number');
  return known.toSorted((a, b) => a - b).find((length) => length >= days) ?? RetentionDays.TEN_YEARS;
}
