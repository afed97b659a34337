// What tests ask of a synthesised template: a function by its name, what it is told, what its role may do.
import { Match, type Template } from 'aws-cdk-lib/assertions';

type Properties = Readonly<Record<string, unknown>>;
type Statement = { readonly Effect: string; readonly Action: string | readonly string[]; readonly Resource: unknown };

/** @returns ids and properties of the resources that have these properties at least */
export function resourcesOf(template: Template, type: string, like: Properties = {}): readonly (readonly [string, Properties])[] {
  const found = template.findResources(type, { Properties: Match.objectLike(like) });
  return Object.entries(found).map(([id, resource]) => [id, resource['Properties'] as Properties]);
}

/** The properties of the one resource of this kind that has these at least. */
export function onlyOf(template: Template, type: string, like: Properties = {}): Properties {
  const [[, properties] = [], ...others] = resourcesOf(template, type, like);
  if (!properties || others.length > 0) throw new Error(`There should be one ${type} like ${JSON.stringify(like)} in the template.`);
  return properties;
}

export function functionNamed(template: Template, name: string) {
  const [[id, properties] = []] = resourcesOf(template, 'AWS::Lambda::Function', { FunctionName: `countersign-test-${name}` });
  if (id === undefined || !properties) throw new Error(`There is no function ${name} in the template.`);
  const { Variables: settings } = properties['Environment'] as { Variables: Readonly<Record<string, unknown>> };
  return { id, properties, settings };
}

/** Each once, of all policies of the function's role. */
export function actionsOf(template: Template, name: string): readonly string[] {
  const role = functionNamed(template, name).properties['Role'] as { 'Fn::GetAtt': [string, string] };
  const policies = resourcesOf(template, 'AWS::IAM::Policy', { Roles: [{ Ref: role['Fn::GetAtt'][0] }] });
  const statements = policies.flatMap(([, { PolicyDocument }]) => (PolicyDocument as { Statement: readonly Statement[] }).Statement);
  return [...new Set(statements.flatMap(({ Action }) => Action))];
}
