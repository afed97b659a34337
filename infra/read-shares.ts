// How much may be read: API Gateway counts by what it calls an API key, which here the authoriser names and callers never send. There are as many as
// below, made once; a tenant always falls into the same one, so that a new tenant needs nothing new here, and one that asks too much is
// slowed down with the few that share with it, not with all.
import { CfnUsagePlanKey, Period, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';

const SHARES = 20;

/** Of one share, each second and each day. */
const MOST = { throttle: { rateLimit: 20, burstLimit: 40 }, quota: { limit: 200_000, period: Period.DAY } } as const;

/** Also the values of the keys, which must be this long at least. */
export function shareNames(environmentName: string): readonly string[] {
  return Array.from({ length: SHARES }, (_, at) => `countersign-${environmentName}-share-${String(at).padStart(2, '0')}`);
}

export function shares(scope: Construct, api: RestApi, names: readonly string[]): void {
  const plan = api.addUsagePlan('Plan', { ...MOST, apiStages: [{ stage: api.deploymentStage }] });
  for (const name of names) {
    const { keyId } = api.addApiKey(`Key-${name}`, { apiKeyName: name, value: name });
    new CfnUsagePlanKey(scope, `InPlan-${name}`, { keyId, keyType: 'API_KEY', usagePlanId: plan.usagePlanId });
  }
}
