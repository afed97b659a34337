// The secrets of the installation, as apps/aws/secrets.ts reads them: made empty, and filled once by `countersign secrets new`.
import { RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Environment } from './environment.ts';
import { namesOf } from './store-names.ts';

export function installationSecret(scope: Construct, environment: Environment, key: IKey): Secret {
  const { replicaRegion: region } = environment;
  const names = namesOf(environment);
  const secret = new Secret(scope, 'Secret', {
    secretName: names.secret,
    description: 'Filled by `countersign secrets new`, with what Slack and Teams gave added by a person',
    encryptionKey: key,
    // No secret: as long as this line stays as it is, no deployment touches what was put in its place.
    secretStringValue: SecretValue.unsafePlainText('{}'),
    removalPolicy: RemovalPolicy.RETAIN,
    ...(region !== undefined && { replicaRegions: [{ region, encryptionKey: keyThere(scope, region, names.dataKeyCopyAlias) }] }),
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Links in mails that were sent, and ids that were given out, are derived from these secrets: renewing them by the calendar would end all of them. What Slack and Teams give is renewed there.',
  });
  return secret;
}

function keyThere(scope: Construct, region: string, alias: string): IKey {
  return Key.fromKeyArn(scope, 'KeyOfSecretCopy', Stack.of(scope).formatArn({ service: 'kms', region, resource: alias }));
}
