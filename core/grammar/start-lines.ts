// Lines of the start grammar: `key: value` with continuations, several to a line when `;` comes before a known key.

export type StartKey =
  | 'signers'
  | 'approvers'
  | 'viewers'
  | 'cc'
  | 'order'
  | 'remind'
  | 'expires'
  | 'message'
  | 'title'
  | 'send'
  | 'consumer'
  | 'class'
  | 'amount'
  | 'language'
  | 'documents'
  | 'template';
export type StartLine = { readonly key: StartKey; readonly value: string };
/** @property ignored lines that look like commands but are none of ours, told back to the person */
export type StartLines = {
  readonly commands: readonly StartLine[];
  readonly ignored: readonly string[];
  readonly others: readonly string[];
};

const KEYS: ReadonlyMap<string, StartKey> = new Map(
  Object.entries({
    signers: ['signer', 'signers', 'sign', 'to sign', 'signed by', 'signatory', 'signatories'],
    approvers: ['approver', 'approvers', 'approve', 'to approve', 'approved by', 'approval', 'review', 'reviewer', 'reviewers'],
    viewers: ['viewer', 'viewers', 'reader', 'readers', 'must read', 'to read', 'acknowledge', 'to acknowledge'],
    cc: ['cc', 'copy', 'copies', 'copy to'],
    order: ['order', 'signing order'],
    remind: ['remind', 'reminder', 'reminders', 'remind every'],
    expires: ['expires', 'expire', 'expiry', 'deadline', 'due', 'due date'],
    message: ['message', 'note'],
    title: ['title', 'name', 'document title'],
    send: ['send'],
    consumer: ['consumer'],
    class: ['class', 'document class'],
    amount: ['amount', 'value'],
    language: ['language'],
    documents: ['document', 'documents', 'file', 'files'],
    template: ['template'],
  } satisfies Record<StartKey, string[]>).flatMap(([key, names]) => names.map((name) => [name, key as StartKey] as const)),
);
const PEOPLE: ReadonlySet<StartKey> = new Set(['signers', 'approvers', 'viewers', 'cc']);
const MOST_COMMANDS = 50;
const MOST_UNKNOWN_KEY_CHARS = 24;

type Keyed = { readonly name: string; readonly value: string; readonly mark: string };

/** `**Signers:** a@x` and `- signers: a@x` are the same line to the person who typed it. */
function keyed(line: string): Keyed | undefined {
  const plain = line.trim().replace(/^[*_•\-\s]+/, '');
  const mark = plain.search(/[:：=]/);
  if (mark < 1 || mark > MOST_UNKNOWN_KEY_CHARS) return undefined;
  const name = plain
    .slice(0, mark)
    .replace(/[*_\s]+$/, '')
    .toLowerCase();
  if (!/^\p{L}[\p{L} ]*$/u.test(name)) return undefined;
  return {
    name,
    value: plain
      .slice(mark + 1)
      .replace(/^[*_]+(?=\s|$)/, '')
      .trim(),
    mark: plain.charAt(mark),
  };
}

function commandOf(line: string): StartLine | undefined {
  const found = keyed(line);
  const key = found && KEYS.get(found.name);
  return key ? { key, value: found.value } : undefined;
}

/** "signers: a, b; approver: c" is two lines; a `;` between people is not. */
function unfold(line: string): StartLine[] {
  const found: StartLine[] = [];
  let held = '';
  for (const piece of line.split(';').toReversed()) {
    const begun = commandOf(piece) && commandOf(piece + held);
    held = begun ? '' : `;${piece}${held}`;
    if (begun) found.unshift(begun);
  }
  return found;
}

function continues(line: string, before: StartLine): boolean {
  if (line.trim() === '') return false;
  if (before.key === 'message') return true;
  if (!PEOPLE.has(before.key) && before.key !== 'order' && before.key !== 'documents') return false;
  return (
    /^\s/.test(line) ||
    /[,;]$/.test(before.value) ||
    (line.includes('@') && (before.value === '' || before.value.endsWith('\n') || /^\s*[-•*]/.test(line)))
  );
}

export function readStartLines(lines: readonly string[]): StartLines {
  const commands: StartLine[] = [];
  const ignored: string[] = [];
  const others: string[] = [];
  let open: StartLine | undefined;
  for (const line of lines) {
    const isKnown = commandOf(line) !== undefined;
    if (open && !isKnown && continues(line, open)) {
      open = { key: open.key, value: `${open.value}${open.value === '' ? '' : '\n'}${line.trim()}${open.value === '' ? '\n' : ''}` };
      commands[commands.length - 1] = open;
      continue;
    }
    open = undefined;
    if (isKnown) {
      commands.push(...unfold(line));
      open = commands.at(-1);
    } else if (isUnknownCommand(line)) ignored.push(line.trim());
    else if (line.trim() !== '') others.push(line.trim());
  }
  return { commands: commands.slice(0, MOST_COMMANDS), ignored: ignored.slice(0, MOST_COMMANDS), others };
}

/** One or two words, a colon and something after it, which is not an address of the web. */
function isUnknownCommand(line: string): boolean {
  const found = keyed(line);
  return (
    found !== undefined && found.mark !== '=' && found.name.split(' ').length <= 2 && found.value !== '' && !found.value.startsWith('//')
  );
}

/** The lines of an answer that changes a draft; `mixed` when more is said than changes; undefined when it changes nothing. */
export function changeLines(lines: readonly string[]): readonly string[] | 'mixed' | undefined {
  const { commands, ignored, others } = readStartLines(lines);
  if (commands.length === 0) return undefined;
  return ignored.length + others.length > 0 ? 'mixed' : lines;
}
