// What each function is told by its environment, taken from the templates that are deployed. What only CloudFormation could fill in, or what has a
// stand-in, is given by the test; what a template lacks, its function lacks here too.
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { estateOf } from '../../../infra/estate.ts';
import type { FunctionName } from '../../../infra/functions.ts';
import { environment, tinyBundles } from '../infra.ts';

const PUBLIC_HOST = 'sign.northwind.test';
const MAIL_DOMAIN = 'in.northwind.test';

type Variables = Readonly<Record<string, string | object>>;
type Made = { readonly Properties: { readonly FunctionName?: string; readonly Environment?: { readonly Variables: Variables } } };

/** Made once for a test file. */
let templates: ReadonlyMap<string, Variables> | undefined;

/** @param standIns by the names of variables */
export function templateSettings(standIns: Readonly<Record<string, string>>): (name: FunctionName) => Readonly<Record<string, string>> {
  templates ??= variablesOfAll();
  const known = templates;
  return (name) => {
    const variables = known.get(name);
    if (!variables) throw new Error(`No template has a function ${name}.`);
    const entries = Object.entries(variables).map(([variable, value]) => {
      const given = standIns[variable] ?? value;
      if (typeof given === 'string') return [variable, given];
      throw new Error(`${variable} of ${name} is only known to CloudFormation: give it a stand-in.`);
    });
    return Object.fromEntries(entries) as Record<string, string>;
  };
}

function variablesOfAll(): ReadonlyMap<string, Variables> {
  const app = new App();
  const hosts = { publicHost: PUBLIC_HOST, mailDomain: MAIL_DOMAIN, hostedZone: { id: 'Z0EXAMPLE', name: 'northwind.test' } };
  const stacks = estateOf(app, { environment: environment(hosts), bundles: tinyBundles() });
  const made = Object.values(stacks).flatMap(
    (stack) => Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function')) as unknown as readonly Made[],
  );
  return new Map(
    made.map(({ Properties: { FunctionName = '', Environment } }) => [
      FunctionName.replace('countersign-test-', ''),
      Environment?.Variables ?? {},
    ]),
  );
}
