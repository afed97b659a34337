// The stack of mail: how our domain sends and receives, and that nothing of it takes mail away from somebody else.
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { Checks } from '../../infra/checks.ts';
import { MailStack } from '../../infra/mail.ts';
import { QUEUES, type WorkParts } from '../../infra/parts.ts';
import { dataParts, elsewhere, environment, tinyBundles } from '../support/infra.ts';
import { actionsOf, resourcesOf } from '../support/template.ts';

const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:countersign-test-mail-in';

function made({ context = {}, overrides = {} }: { context?: Record<string, unknown>; overrides?: Record<string, unknown> } = {}) {
  const app = new App({ context });
  const other = elsewhere(app);
  const queue = Queue.fromQueueArn(other, 'MailIn', QUEUE);
  const pair = { queue, dead: queue };
  const queues = Object.fromEntries(QUEUES.map((name) => [name, pair])) as unknown as WorkParts['queues'];
  const given = { environment: environment(overrides), bundles: tinyBundles(), data: dataParts(other), work: { queues } };
  const stack = new MailStack(app, 'Mail', given);
  return { stack, template: Template.fromStack(stack) };
}

describe('the domain', () => {
  it('signs with a long key, and sends bounces to a name below it', () => {
    const [[, identity] = []] = resourcesOf(made().template, 'AWS::SES::EmailIdentity');
    expect(identity).toMatchObject({
      EmailIdentity: 'in.example.com',
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      MailFromAttributes: { MailFromDomain: 'bounce.in.example.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
      FeedbackAttributes: { EmailForwardingEnabled: false },
    });
  });

  it('is told to the world in its hosted zone', () => {
    const { template } = made();
    const records = resourcesOf(template, 'AWS::Route53::RecordSet').map(([, { Name, Type, ResourceRecords }]) => [
      Type,
      typeof Name === 'string' ? Name : 'by Amazon SES',
      typeof Name === 'string' ? (ResourceRecords as string[])[0] : 'by Amazon SES',
    ]);
    expect(records).toEqual([
      ['MX', 'in.example.com.', '10 inbound-smtp.eu-west-1.amazonaws.com'],
      ['MX', 'bounce.in.example.com.', '10 feedback-smtp.eu-west-1.amazonses.com'],
      ['TXT', 'bounce.in.example.com.', '"v=spf1 include:amazonses.com ~all"'],
      ['TXT', '_dmarc.in.example.com.', '"v=DMARC1; p=reject; adkim=s; aspf=r"'],
      ...[1, 2, 3].map(() => ['CNAME', 'by Amazon SES', 'by Amazon SES']),
    ]);
  });

  it('says which records to make where the zone is somebody else’s', () => {
    const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-4111-8111-111111111111';
    const { template } = made({ overrides: { hostedZone: undefined, certificateArn } });
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    const told = Object.values(template.findOutputs('*')).map((output) => output['Value'] as unknown);
    expect(told).toContain('in.example.com MX 10 inbound-smtp.eu-west-1.amazonaws.com');
    expect(told).toContain('_dmarc.in.example.com TXT v=DMARC1; p=reject; adkim=s; aspf=r');
    expect(told).toHaveLength(7);
  });
});

describe('what becomes of mails', () => {
  it('is told on a topic, but for what nobody needs to know', () => {
    const [[, told] = []] = resourcesOf(made().template, 'AWS::SES::ConfigurationSetEventDestination');
    expect(told?.['EventDestination']).toMatchObject({
      Enabled: true,
      MatchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject', 'deliveryDelay', 'renderingFailure'],
      SnsDestination: { TopicARN: expect.anything() as object },
    });
  });

  it('goes to the queue as it is, from both topics, which are encrypted', () => {
    const { template } = made();
    for (const name of ['mail-received', 'mail-events']) {
      const [[topic] = []] = resourcesOf(template, 'AWS::SNS::Topic', {
        TopicName: `countersign-test-${name}`,
        KmsMasterKeyId: Match.anyValue(),
      });
      const like = { TopicArn: { Ref: topic }, Protocol: 'sqs', Endpoint: QUEUE, RawMessageDelivery: true };
      expect(resourcesOf(template, 'AWS::SNS::Subscription', like)).toHaveLength(1);
    }
  });

  it('is said by our rule and our configuration set alone', () => {
    const { template } = made();
    const allowed = resourcesOf(template, 'AWS::SNS::TopicPolicy').flatMap(([, { PolicyDocument }]) =>
      (PolicyDocument as { Statement: { Effect: string; Condition?: { StringEquals: Record<string, unknown> } }[] }).Statement.filter(
        ({ Effect }) => Effect === 'Allow',
      ),
    );
    expect(allowed).toHaveLength(2);
    for (const { Condition } of allowed)
      expect(Condition?.StringEquals).toEqual({ 'AWS:SourceAccount': '123456789012', 'AWS:SourceArn': expect.anything() as object });
    expect(JSON.stringify(allowed)).toContain('receipt-rule-set/countersign-test:receipt-rule/store-and-tell');
    expect(JSON.stringify(allowed)).toContain('configuration-set/');
  });
});

describe('mail that comes in', () => {
  it('is scanned, put into the bucket without encryption of its own, and told', () => {
    const { template } = made();
    const [[, { Rule: rule }] = ['', {}]] = resourcesOf(template, 'AWS::SES::ReceiptRule');
    expect(rule).toMatchObject({ Enabled: true, ScanEnabled: true, TlsPolicy: 'Optional', Recipients: ['in.example.com'] });
    expect((rule as { Actions: object[] }).Actions).toEqual([
      { S3Action: { BucketName: 'countersign-test-inbound', TopicArn: expect.anything() as object } },
    ]);
  });

  it.each([
    ['leaves somebody else’s rules alone', {}, 'false'],
    ['displaces them where the deployment says so', { adopt: 'true' }, 'true'],
  ])('%s', (_, context, adopt) => {
    const [[, active] = []] = resourcesOf(made({ context }).template, 'Custom::ActiveReceiptRuleSet');
    expect(active).toMatchObject({ adopt, ServiceTimeout: '300', ruleSet: { Ref: expect.anything() as string } });
  });

  it('is switched on by a function that may do nothing else', () => {
    const own = actionsOf(made().template, 'rule-set').filter((action) => !/^(logs|xray|kms):/.test(action));
    expect(own.toSorted()).toEqual(['ses:DescribeActiveReceiptRuleSet', 'ses:SetActiveReceiptRuleSet']);
  });
});

it('leaves no finding of cdk-nag unexplained', () => {
  const { stack } = made();
  expect(new Checks(stack).validateScope(stack).violations).toEqual([]);
});
