// The rules of AWS for a sound architecture, as cdk-nag holds them against every stack. What a rule finds and we accept is acknowledged where
// the resource is made, with its reason: `Validations.of(x).acknowledge({ id, reason })`.
import { Validations, type CfnResource } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NagRuleCompliance, type IApplyRule } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/**
 * A rule may find several things in one resource, each with an id of its own that holds names which only CloudFormation knows. Here the
 * rule's own id accepts them all; so a statement that needs it stands in a policy of its own.
 */
export class Checks extends AwsSolutionsChecks {
  protected override applyRule(check: IApplyRule): void {
    const suffix = check.ruleSuffixOverride ?? check.rule.name;
    const id = `${this.packName}-${suffix}`;
    super.applyRule({
      ...check,
      ruleSuffixOverride: suffix,
      rule(node: CfnResource) {
        const found = check.rule(node);
        return Array.isArray(found) && isAccepted(node, id) ? NagRuleCompliance.COMPLIANT : found;
      },
    });
  }
}

function isAccepted(resource: IConstruct, id: string): boolean {
  for (let at: IConstruct | undefined = resource; at; at = at.node.scope) {
    const found = at.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
    if (found.some(({ data }) => Object.keys(data as object).some((key) => key.replace(/^annotation::/i, '') === id))) return true;
  }
  return false;
}
