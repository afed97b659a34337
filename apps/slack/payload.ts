// What Slack's deliveries look like once they are proven: three wrappings, one JSON-like body. Read defensively, since the shapes grow.
export type Body = Readonly<Record<string, unknown>>;

/** @returns undefined for what is no payload at all */
export function readPayload(text: string, form: 'json' | 'urlencoded'): Body | undefined {
  if (form === 'json') return bodyOf(text);
  const fields = new URLSearchParams(text);
  const payload = fields.get('payload');
  return payload === null ? Object.fromEntries(fields) : bodyOf(payload);
}

function bodyOf(json: string): Body | undefined {
  try {
    return recordOf(JSON.parse(json));
  } catch {
    return undefined;
  }
}

export function recordOf(value: unknown): Body | undefined {
  return isRecord(value) ? value : undefined;
}

export function listOf(value: unknown): readonly Body[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The text at a path into nested objects; undefined where there is none, or an empty one. */
export function textAt(body: Body | undefined, ...path: readonly string[]): string | undefined {
  let at: unknown = body;
  for (const name of path) at = recordOf(at)?.[name];
  return typeof at === 'string' && at !== '' ? at : undefined;
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string' && one !== '') : [];
}

function isRecord(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
