// What the estate consists of, counted, and which stack is made after which, drawn.
import type { Resource, Synthesised } from './synthesised.ts';

export type Inventory = {
  readonly total: number;
  readonly stacks: Readonly<Record<string, number>>;
  readonly types: Readonly<Record<string, number>>;
};

export function inventoryOf(resources: readonly Resource[]): Inventory {
  return {
    total: resources.length,
    stacks: counted(resources.map(({ stack }) => stack)),
    types: counted(resources.map(({ type }) => type.replace(/^AWS::/, ''))),
  };
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)));
}

/** In the language of Mermaid, which GitHub draws. An arrow leads to what must be there first. */
export function pictureOf({ resources, after }: Pick<Synthesised, 'resources' | 'after'>): string {
  const { stacks } = inventoryOf(resources);
  const names = Object.keys(stacks).toSorted();
  return [
    'flowchart LR',
    ...names.map((name) => `  ${name}["${name}<br>${stacks[name]} resources"]`),
    ...after.map(([later, earlier]) => `  ${later} --> ${earlier}`).toSorted(),
  ].join('\n');
}

const BEGIN = '<!-- stacks: written by npm run describe -->';
const END = '<!-- end of stacks -->';

/** @throws where the page has no place for it */
export function withPicture(page: string, picture: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`The page has no place for the picture: put ${BEGIN} and ${END} into it.`);
  return `${before}${BEGIN}\n\n\`\`\`mermaid\n${picture}\n\`\`\`\n\n${END}${after}`;
}
