// Which set of rules Amazon SES receives mail by. An account has one active set in a region, shared by everything in it, and CloudFormation
// cannot switch it: this does, and never takes mail away from somebody else who receives there.
import { DescribeActiveReceiptRuleSetCommand, SetActiveReceiptRuleSetCommand, type SESClient } from '@aws-sdk/client-ses';
import { z } from 'zod';

/** As CloudFormation asks. Values of properties are text. */
export const asked = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: z.object({ ruleSet: z.string().min(1), adopt: z.enum(['true', 'false']).default('false') }),
});
export type Asked = z.infer<typeof asked>;

type What = Pick<Asked, 'RequestType' | 'PhysicalResourceId' | 'ResourceProperties'>;

/** @throws where another set is active and may not be displaced; nothing was changed then */
export async function switchRuleSet(client: SESClient, { RequestType, PhysicalResourceId, ResourceProperties }: What): Promise<void> {
  const { ruleSet, adopt } = ResourceProperties;
  const active = await activeSet(client);
  // What CloudFormation takes away may be an older one than the one that is ours now.
  if (RequestType === 'Delete') return active === (PhysicalResourceId ?? ruleSet) ? activate(client, undefined) : undefined;
  if (active === ruleSet) return;
  // Of an update that gives ours another name.
  const isOurs = active === undefined || active === PhysicalResourceId;
  if (!isOurs && adopt !== 'true') throw new Error(foreign(active, ruleSet));
  await activate(client, ruleSet);
}

function foreign(active: string, ruleSet: string): string {
  return (
    `Amazon SES receives mail in this account and region by the rule set “${active}”, and only one set can be active. Nothing was changed. ` +
    `Deploy into another account or region, copy its rules into “${ruleSet}” and deploy with --context adopt=true, or deactivate it.`
  );
}

async function activeSet(client: SESClient): Promise<string | undefined> {
  const { Metadata } = await client.send(new DescribeActiveReceiptRuleSetCommand({}));
  return Metadata?.Name;
}

async function activate(client: SESClient, name: string | undefined): Promise<void> {
  await client.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: name }));
}
