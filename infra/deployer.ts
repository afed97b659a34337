// Who deploys from GitHub: a role that the workflows of one repository may take on, in the environment of the same name and nowhere else. No key is
// stored. It may hand on to the CDK's own roles, which `cdk bootstrap` made, ask for the alarm of the release, and note what is deployed.
import { Stack, Validations } from 'aws-cdk-lib';
import { FederatedPrincipal, OpenIdConnectProvider, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from './environment.ts';

const ISSUER = 'token.actions.githubusercontent.com';

/** @property repository such as `acme/countersign` */
export type DeployerProps = { readonly environment: Environment; readonly repository: string };

export class DeployerStack extends Stack {
  readonly role: Role;

  constructor(scope: Construct, id: string, { environment: { account, region, replicaRegion, name }, repository }: DeployerProps) {
    super(scope, id, { env: { account, region }, description: `Countersign (${name}): who deploys it from GitHub` });
    const provider = OpenIdConnectProvider.fromOpenIdConnectProviderArn(
      this,
      'GitHub',
      this.formatArn({ service: 'iam', region: '', resource: 'oidc-provider', resourceName: ISSUER }),
    );
    this.role = new Role(this, 'Role', {
      roleName: `countersign-${name}-deploy`,
      description: `Deploys Countersign (${name}) from ${repository}`,
      assumedBy: new FederatedPrincipal(
        provider.openIdConnectProviderArn,
        { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: `repo:${repository}:environment:${name}` } },
        'sts:AssumeRoleWithWebIdentity',
      ),
    });
    const bootstrapped = [region, ...(replicaRegion === undefined ? [] : [replicaRegion])].flatMap((at) =>
      ['deploy', 'file-publishing', 'lookup'].map(
        (use) => `arn:${this.partition}:iam::${account}:role/cdk-hnb659fds-${use}-role-${account}-${at}`,
      ),
    );
    this.role.addToPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: bootstrapped }));
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['ssm:GetParameter', 'ssm:PutParameter'],
        resources: [this.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `countersign/${name}/deployed` })],
      }),
    );
    this.role.addToPolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }));
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5',
      reason: 'Alarms are asked for by their names; the action knows no resource.',
    });
  }
}
