// Mail that comes in: one rule, by which Amazon SES puts each mail into a bucket and then says so on a topic. The mail itself is never in what
// is said: that would bounce everything above 150 kilobytes.
import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { allowAnywhere } from './access.ts';
import { RULE_NAME, ruleSetName } from './mail-names.ts';
import type { Common, DataParts } from './parts.ts';
import { ServiceFunction } from './service-function.ts';

export type MailInProps = Common & {
  readonly data: DataParts;
  readonly topic: ITopic;
  /** Displaces a rule set of somebody else, if one is active. */
  readonly adopt: boolean;
};

export class MailIn extends Construct {
  readonly switcher: ServiceFunction;

  constructor(scope: Construct, id: string, { data, topic, adopt, ...common }: MailInProps) {
    super(scope, id);
    const { mailDomain } = common.environment;
    const name = ruleSetName(common.environment);
    letTell(topic, `${name}:receipt-rule/${RULE_NAME}`);
    const ruleSet = new CfnReceiptRuleSet(this, 'RuleSet', { ruleSetName: name });
    const rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName: ruleSet.ref,
      rule: {
        name: RULE_NAME,
        enabled: true,
        // Without it there are no verdicts on spam and viruses.
        scanEnabled: true,
        // Required, mail of senders without TLS would bounce.
        tlsPolicy: 'Optional',
        recipients: [mailDomain],
        actions: [
          {
            s3Action: {
              bucketName: data.inbound.bucketName,
              topicArn: topic.topicArn,
              // No key here: SES would encrypt in a way that only its own client for Java reads. The bucket encrypts.
            },
          },
        ],
      },
    });
    // Amazon SES tries bucket and topic out when the rule is made, so their policies come first.
    rule.node.addDependency(topic);
    this.switcher = switcherOf(this, { data, ...common });
    const active = new CustomResource(this, 'Active', {
      resourceType: 'Custom::ActiveReceiptRuleSet',
      serviceToken: this.switcher.function.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { ruleSet: ruleSet.ref, adopt: String(adopt) },
    });
    // Activated last and deactivated first.
    active.node.addDependency(rule, this.switcher);
  }
}

/** The one rule may tell of mail here, and no other of this or any account. */
function letTell(topic: ITopic, resourceName: string): void {
  const stack = Stack.of(topic);
  const rule = stack.formatArn({ service: 'ses', resource: 'receipt-rule-set', resourceName });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'MailThatCameIn',
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'AWS:SourceAccount': stack.account, 'AWS:SourceArn': rule } },
    }),
  );
}

function switcherOf(scope: Construct, { data, ...common }: Common & { readonly data: DataParts }): ServiceFunction {
  const switcher = new ServiceFunction(scope, 'Switcher', { ...common, name: 'rule-set', key: data.dataKey });
  allowAnywhere(switcher.role, {
    id: 'SwitchRuleSet',
    actions: ['ses:DescribeActiveReceiptRuleSet', 'ses:SetActiveReceiptRuleSet'],
    why: 'Which rule set is active is of the account and region; Amazon SES knows no resource to narrow it to.',
  });
  return switcher;
}
