// What each function may do, read out of the templates: its role's policies, nothing that somebody wrote about them.
import { shown } from './shown.ts';
import type { Resource } from './synthesised.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};
export type Privilege = { readonly actions: readonly string[]; readonly resources: readonly string[]; readonly where: readonly string[] };
export type Privileges = { readonly name: string; readonly stack: string; readonly may: readonly Privilege[] };

export function privilegesOf(resources: readonly Resource[]): readonly Privileges[] {
  const policies = resources.filter(({ type }) => type === 'AWS::IAM::Policy');
  return resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .map(({ stack, properties }) => {
      const { Role, FunctionName } = properties as { Role: { 'Fn::GetAtt': readonly [string, string] }; FunctionName?: string };
      const own = policies.filter((policy) => policy.stack === stack && isOf(policy, Role['Fn::GetAtt'][0]));
      return { name: FunctionName?.replace(/^countersign-[a-z0-9]+-/, '') ?? '', stack, may: own.flatMap(statementsIn).map(privilege) };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export function statementsIn({ properties }: Pick<Resource, 'properties'>): readonly Statement[] {
  const { PolicyDocument } = properties as { PolicyDocument?: { Statement: readonly Statement[] } };
  return PolicyDocument?.Statement ?? [];
}

function isOf({ properties }: Resource, role: string): boolean {
  return ((properties as { Roles?: readonly { Ref?: string }[] }).Roles ?? []).some(({ Ref }) => Ref === role);
}

function privilege({ Action, Resource: on, Condition = {} }: Statement): Privilege {
  return {
    actions: [Action].flat().toSorted(),
    resources: [on].flat().map(shown).toSorted(),
    where: Object.entries(Condition).flatMap(([how, facts]) =>
      Object.entries(facts).map(([key, value]) => `${key} ${how} ${[value].flat().map(shown).join(', ')}`),
    ),
  };
}

export function privilegesPage(all: readonly Privileges[], environment: string): string {
  const rows = all.flatMap(({ name, stack, may }) =>
    may.map(({ actions, resources, where }, index) =>
      [
        index === 0 ? `**${name}** (${stack})` : '',
        actions.map((action) => `\`${action}\``).join('<br>'),
        resources.map((one) => `\`${one}\``).join('<br>'),
        where.map((one) => `\`${one}\``).join('<br>'),
      ].join(' | '),
    ),
  );
  return [
    '# What each function may do',
    '',
    `Written by \`npm run describe\` from the templates of the environment \`${environment}\`; a test holds that it is current. Names of resources`,
    'that are made with the stack stand in angle brackets, with the stack where it is another one. Whatever is not here, no function may do.',
    '',
    'function | actions | resources | only where',
    '---|---|---|---',
    ...rows,
    '',
  ].join('\n');
}
