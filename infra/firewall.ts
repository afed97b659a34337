// A web application firewall. It stands before the API to read with: AWS has none for the kind of API that the pages are behind, and in front of a
// CloudFront distribution it would hide from where somebody signed, which is put on record. The pages have limits of their own: of routes here,
// of codes and tokens in the code.
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { Environment } from './environment.ts';

/** Within five minutes, of one address. */
const MOST_CALLS = 2000;

const GROUPS = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesCommonRuleSet'] as const;

export function firewall(scope: Construct, { name }: Environment, stage: Stage): void {
  const list = new CfnWebACL(scope, 'Firewall', {
    name: `countersign-${name}`,
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: seen('firewall'),
    rules: [
      {
        name: 'calls-of-one-address',
        priority: 0,
        action: { block: {} },
        statement: { rateBasedStatement: { limit: MOST_CALLS, aggregateKeyType: 'IP' } },
        visibilityConfig: seen('calls-of-one-address'),
      },
      ...GROUPS.map((group, at) => ({
        name: group,
        priority: at + 1,
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: group } },
        visibilityConfig: seen(group),
      })),
    ],
  });
  new CfnWebACLAssociation(scope, 'FirewallThere', { resourceArn: stage.stageArn, webAclArn: list.attrArn });
}

/** Without samples: they would keep whole requests, tokens included. */
function seen(metricName: string) {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
