// Called by CloudFormation when the estate is made, changed or taken away: switches the rules by which mail is received, and says how it went.
import { SESClient } from '@aws-sdk/client-ses';
import { logger } from '../report.ts';
import { asked, switchRuleSet } from '../rule-set.ts';

const client = new SESClient({});

export async function handler(event: unknown): Promise<void> {
  const request = asked.parse(event);
  const { ResponseURL, StackId, RequestId, LogicalResourceId, PhysicalResourceId, RequestType, ResourceProperties } = request;
  const fault = await switchRuleSet(client, request).then(() => undefined, messageOf);
  if (fault !== undefined) logger.error(`Could not ${RequestType.toLowerCase()} the active rule set: ${fault}`);
  // Where it failed to be made or changed, the name stays what it was: by another one CloudFormation would take this one away.
  const name = RequestType === 'Delete' || fault !== undefined ? PhysicalResourceId : undefined;
  const body = JSON.stringify({
    StackId,
    RequestId,
    LogicalResourceId,
    PhysicalResourceId: name ?? ResourceProperties.ruleSet,
    ...(fault === undefined ? { Status: 'SUCCESS' } : { Status: 'FAILED', Reason: fault }),
  });
  // The address is signed for a request without a type.
  const response = await fetch(ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!response.ok) throw new Error(`CloudFormation did not take the answer (${response.status}). It is tried again.`);
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
