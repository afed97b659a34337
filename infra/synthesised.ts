// The estate as it is synthesised: what is in its templates, for whoever counts, describes or judges it. The functions' code is left out unless
// it is given, since nothing of it stands in a template.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Checks } from './checks.ts';
import type { Environment } from './environment.ts';
import { estateOf } from './estate.ts';

export type Resource = {
  /** As people call it: Data, Work, … */
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly isRetained: boolean;
};

export type Synthesised = {
  readonly resources: readonly Resource[];
  /** Which stack is made after which. */
  readonly after: readonly (readonly [string, string])[];
  readonly templatePaths: readonly string[];
};

type Made = { readonly Type: string; readonly Properties?: Record<string, unknown>; readonly DeletionPolicy?: string };

/** @param outdir where the templates are left. @throws where a rule finds what nobody has explained */
export function synthesised(environment: Environment, outdir: string): Synthesised {
  const code = mkdtempSync(join(tmpdir(), 'countersign-no-code-'));
  try {
    writeFileSync(join(code, 'index.js'), 'exports.handler = async () => undefined;\n');
    const app = new App({ outdir, analyticsReporting: false });
    estateOf(app, { environment, bundles: () => code });
    Validations.of(app).addPlugins(new Checks());
    const { stacks } = app.synth();
    const called = (stackName: string) => stackName.replace(`Countersign-${environment.name}-`, '');
    return {
      resources: stacks.flatMap((stack) => resourcesIn(stack.templateFullPath, called(stack.stackName))),
      after: stacks.flatMap((stack) =>
        stack.dependencies
          .filter(({ id }) => stacks.some((other) => other.id === id))
          .map(({ id }) => [called(stack.stackName), called(id)] as const),
      ),
      templatePaths: stacks.map(({ templateFullPath }) => templateFullPath),
    };
  } finally {
    rmSync(code, { recursive: true, force: true });
  }
}

function resourcesIn(path: string, stack: string): readonly Resource[] {
  const { Resources } = JSON.parse(readFileSync(path, 'utf8')) as { readonly Resources: Record<string, Made> };
  return Object.entries(Resources).map(([id, { Type: type, Properties: properties = {}, DeletionPolicy }]) => ({
    stack,
    id,
    type,
    properties,
    isRetained: DeletionPolicy?.startsWith('Retain') ?? false,
  }));
}
