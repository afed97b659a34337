// The part of Velocity, as API Gateway speaks it, that infra/read-templates.ts uses, and nothing more: whatever else stands in a template fails here.
// `$input.path` takes plain paths; what is missing comes back as an empty text, as it does there.

type Scope = { readonly variables: Map<string, unknown>; readonly input: Input };
export type Input = {
  readonly context: Record<string, unknown>;
  readonly parameters?: Readonly<Record<string, string>>;
  /** What `$input.path` looks into. */
  readonly body?: unknown;
};
export type Rendered = { readonly text: string; readonly status: number | undefined };

export function render(template: string, input: Input): Rendered {
  const context = structuredClone(input.context);
  const scope: Scope = { variables: new Map([['context', context]]), input };
  const reader = new Reader(template);
  const text = block(reader, scope, true);
  if (!reader.isAtEnd()) throw new Error(`A template goes on after its end: ${reader.rest()}`);
  const override = context['responseOverride'] as { status?: number } | undefined;
  return { text, status: override?.status };
}

class Reader {
  readonly #text: string;
  at = 0;
  constructor(text: string) {
    this.#text = text;
  }
  isAtEnd(): boolean {
    return this.at >= this.#text.length;
  }
  rest(): string {
    return this.#text.slice(this.at);
  }
  looksAt(text: string): boolean {
    return this.#text.startsWith(text, this.at);
  }
  take(text: string): boolean {
    if (!this.looksAt(text)) return false;
    this.at += text.length;
    return true;
  }
  match(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.#text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }
  must(text: string): void {
    if (!this.take(text)) throw new Error(`A template should have ${text} before: ${this.rest()}`);
  }
  space(): void {
    this.match(/\s*/);
  }
}

/** Up to the `#else` or `#end` that closes it. @param isOn whether what it says is said and done */
function block(reader: Reader, scope: Scope, isOn: boolean): string {
  let text = '';
  while (!reader.isAtEnd() && !reader.looksAt('#else') && !reader.looksAt('#end')) {
    if (reader.take('#set(')) assignment(reader, scope, isOn);
    else if (reader.take('#if(')) text += condition(reader, scope, isOn);
    else if (reader.take('#foreach(')) text += loop(reader, scope, isOn);
    else if (reader.looksAt('#')) throw new Error(`A template has a command that this does not know: ${reader.rest()}`);
    else if (reader.looksAt('$')) {
      const value = reference(reader, scope);
      if (value === undefined && isOn) throw new Error(`A template prints what is not there, before: ${reader.rest()}`);
      text += String(value);
    } else text += reader.match(/[^#$]+/) ?? '';
  }
  return isOn ? text : '';
}

function assignment(reader: Reader, scope: Scope, isOn: boolean): void {
  const path = (reader.match(/\$[\w.]+/) ?? '').slice(1).split('.');
  reader.space();
  reader.must('=');
  const value = operand(reader, scope);
  reader.space();
  reader.must(')');
  const last = path.pop();
  if (!isOn || last === undefined) return;
  if (path.length === 0) {
    scope.variables.set(last, value);
    return;
  }
  let holder = scope.variables as unknown as Record<string, unknown>;
  for (const [depth, name] of path.entries()) {
    const found = depth === 0 ? scope.variables.get(name) : (holder[name] ??= {});
    holder = found as Record<string, unknown>;
  }
  holder[last] = value;
}

function condition(reader: Reader, scope: Scope, isOn: boolean): string {
  const holds = isTrue(expression(reader, scope));
  reader.must(')');
  const yes = block(reader, scope, isOn && holds);
  const no = reader.take('#else') ? block(reader, scope, isOn && !holds) : '';
  reader.must('#end');
  return holds ? yes : no;
}

function loop(reader: Reader, scope: Scope, isOn: boolean): string {
  const name = (reader.match(/\$\w+/) ?? '').slice(1);
  reader.must(' in ');
  const list = operand(reader, scope);
  reader.must(')');
  const items = isOn && Array.isArray(list) ? (list as unknown[]) : [];
  const start = reader.at;
  // Once without effect, so that the end is found also where there is nothing to go through.
  block(reader, scope, false);
  const end = reader.at;
  const parts = items.map((item, at) => {
    reader.at = start;
    scope.variables.set(name, item);
    scope.variables.set('foreach', { hasNext: at < items.length - 1 });
    return block(reader, scope, true);
  });
  reader.at = end;
  reader.must('#end');
  return parts.join('');
}

function expression(reader: Reader, scope: Scope): unknown {
  let value = comparison(reader, scope);
  for (reader.space(); reader.take('&&'); reader.space()) {
    const right = comparison(reader, scope);
    value = isTrue(value) && isTrue(right);
  }
  return value;
}

function comparison(reader: Reader, scope: Scope): unknown {
  const left = operand(reader, scope);
  reader.space();
  if (reader.take('!=')) return left !== operand(reader, scope);
  return left;
}

/** Velocity 1 takes an empty text for true. */
function isTrue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

function operand(reader: Reader, scope: Scope): unknown {
  reader.space();
  const quoted = reader.match(/"[^"]*"|'[^']*'/);
  if (quoted !== undefined) return quoted.slice(1, -1);
  const number = reader.match(/\d+/);
  return number === undefined ? reference(reader, scope) : Number(number);
}

function reference(reader: Reader, scope: Scope): unknown {
  const name = reader.match(/\$[a-zA-Z]\w*/)?.slice(1);
  if (name === undefined) throw new Error(`A template should name something: ${reader.rest()}`);
  let value: unknown = name === 'input' || name === 'util' ? name : scope.variables.get(name);
  for (let member = reader.match(/\.[a-zA-Z]\w*/); member !== undefined; member = reader.match(/\.[a-zA-Z]\w*/)) {
    const called = member.slice(1);
    if (reader.take('(')) value = call(scope, { on: value, called, given: given(reader, scope) });
    else value = (value as Record<string, unknown> | undefined)?.[called];
  }
  return value;
}

function given(reader: Reader, scope: Scope): readonly unknown[] {
  const found: unknown[] = [];
  while (!reader.take(')')) {
    found.push(operand(reader, scope));
    reader.take(',');
  }
  return found;
}

type Call = { readonly on: unknown; readonly called: string; readonly given: readonly unknown[] };

function call({ input }: Scope, { on, called, given }: Call): unknown {
  const [first = '', second = ''] = given.map(String);
  if (on === 'input' && called === 'params') return input.parameters?.[first] ?? '';
  if (on === 'input' && called === 'path') return found(input.body, first);
  if (on === 'util' && called === 'escapeJavaScript') return escaped(first);
  if (typeof on !== 'string') return undefined;
  // Java's, which takes a pattern.
  if (called === 'replaceAll') return on.replaceAll(new RegExp(first, 'g'), second);
  if (called === 'contains') return on.includes(first);
  throw new Error(`A template calls what this does not know: ${called}`);
}

function found(body: unknown, path: string): unknown {
  const names = path.split('.').slice(1);
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], body) ?? '';
}

/** As Apache Commons does it: apostrophes and slashes as well. */
function escaped(text: string): string {
  const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' };
  return text.replaceAll(/["'\\/]|[^ -~]/g, (char) => {
    if (/["'\\/]/.test(char)) return `\\${char}`;
    return short[char] ?? Array.from({ length: char.length }, (_, at) => `\\u${hex(char.charCodeAt(at))}`).join('');
  });
}

function hex(unit: number): string {
  return unit.toString(16).toUpperCase().padStart(4, '0');
}
