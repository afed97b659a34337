// The machine-readable part of a delivery report: a group of fields per recipient (RFC 3464, in Unicode RFC 6533).
import { addressOf } from '#apps/address.ts';
import { valueOf } from '../raw/raw-header.ts';
import { fieldsOf } from './report-parts.ts';

export type Action = 'failed' | 'delayed' | 'delivered';
export type Failure = {
  readonly address: string;
  /** As it stood in our mail, where the report names it. */
  readonly original?: string;
  readonly action: Action;
  readonly status: string;
  readonly diagnostic: string;
};

const ACTIONS: Readonly<Record<string, Action>> = {
  failed: 'failed',
  failure: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'delivered',
  expanded: 'delivered',
};

export function failuresIn(status: string): readonly Failure[] {
  return groupsOf(status)
    .slice(0, MOST_GROUPS)
    .flatMap((group) => failureOf(group.join('\n').trim()) ?? []);
}

const MOST_GROUPS = 200;

/** An empty line stands between two; some leave it out, and then one field comes again. */
function groupsOf(status: string): readonly (readonly string[])[] {
  const groups: string[][] = [[]];
  const named = new Set<string>();
  for (const line of status.split('\n')) {
    const [field] = /^(?:original|final)-recipient:/i.exec(line.toLowerCase()) ?? [];
    const isNext = line.trim() === '' || (field !== undefined && named.has(field));
    if (isNext) {
      groups.push([]);
      named.clear();
    }
    if (field !== undefined) named.add(field);
    groups.at(-1)?.push(line);
  }
  return groups;
}

function failureOf(block: string): Failure | undefined {
  const fields = fieldsOf(block);
  const final = mailbox(valueOf(fields, 'final-recipient'));
  const original = mailbox(valueOf(fields, 'original-recipient'));
  const address = final ?? original ?? mailbox(valueOf(fields, 'x-actual-recipient'));
  if (address === undefined) return undefined;
  const status = (valueOf(fields, 'status') ?? '').slice(0, 60);
  const action = ACTIONS[/[a-z]+/.exec((valueOf(fields, 'action') ?? '').toLowerCase())?.[0] ?? ''];
  const diagnostic = [valueOf(fields, 'diagnostic-code'), valueOf(fields, 'x-display-name')].filter((one) => one !== undefined).join(' ');
  return {
    address,
    ...(original === undefined || original === address ? {} : { original }),
    action: action ?? (status.startsWith('4') ? 'delayed' : 'failed'),
    status,
    diagnostic: diagnostic.replace(/^\s*[\w-]+\s*;\s*/, ''),
  };
}

/** `rfc822;dana@example.com`, `utf-8; "dana"@example.com`, and what some write instead. */
export function mailbox(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const bare = value
    .replace(/^\s*[\w-]*\s*;/, '')
    .replace(/\(.*?\)/g, '')
    .replace(/\\x\{([0-9a-f]{2,6})\}/gi, (_, code: string) => String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)));
  const found = /<?\s*([^\s<>,;]+@[^\s<>,;]+?)\s*[>,;.]*\s*$/.exec(bare.trim());
  const address = found?.[1]?.replace(/^smtp=|^["']|["']$/gi, '').toLowerCase();
  // A report that hides part of an address names nobody.
  return address === undefined || /\.{3}(?:@|$)/.test(address) ? undefined : (addressOf(address) ?? address);
}
