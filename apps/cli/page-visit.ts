// A visit to a hosted document as a browser makes it: pages are fetched, cookies kept, forms filled in and sent with their hidden fields.
import { parseDocument } from 'htmlparser2';

type Form = { readonly action: string; readonly fields: Readonly<Record<string, string>> };
type Node = ReturnType<typeof parseDocument>['children'][number];
type Element = Extract<Node, { attribs: unknown }>;

export type Visit = {
  /** Sends the form of this act. @returns the page that answers */
  submit(act: string, entered?: Readonly<Record<string, string>>): Promise<string>;
  page(): string;
};

/** @param send how requests travel; the network by default */
export async function visitPage(url: string, send: (request: Request) => Promise<Response> = fetch): Promise<Visit> {
  const cookies = new Map<string, string>();
  let page = await load(url, { method: 'GET' });

  async function load(target: string, init: RequestInit): Promise<string> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...init.headers, ...(cookie === '' ? {} : { cookie }) };
    const response = await send(new Request(target, { ...init, redirect: 'manual', headers }));
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = response.headers.get('location');
    if (next !== null) return load(new URL(next, target).href, { method: 'GET' });
    if (response.status >= 400) throw new Error(`${init.method ?? 'GET'} of the page answered ${response.status}.`);
    return response.text();
  }

  return {
    page: () => page,
    async submit(act, entered = {}) {
      const form = formsIn(page).find(({ action }) => action.endsWith(`/${act}`));
      if (!form) throw new Error(`The page offers no "${act}". It says: ${textOf(page).slice(0, 300)}`);
      const body = new URLSearchParams({ ...form.fields, ...entered });
      const target = new URL(form.action, url);
      page = await load(target.href, { method: 'POST', body, headers: { origin: target.origin } });
      return page;
    },
  };
}

function formsIn(html: string): Form[] {
  return elements(parseDocument(html).children)
    .filter(({ name }) => name === 'form')
    .map((form) => ({ action: form.attribs['action'] ?? '', fields: Object.fromEntries(elements(form.children).flatMap(hiddenField)) }));
}

function hiddenField({ name, attribs }: Element): [string, string][] {
  const isHidden = name === 'input' && attribs['type'] === 'hidden' && attribs['name'] !== undefined;
  return isHidden ? [[attribs['name'] ?? '', attribs['value'] ?? '']] : [];
}

function elements(nodes: readonly Node[]): Element[] {
  return nodes.flatMap((node) => ('attribs' in node ? [node, ...elements(node.children)] : []));
}

function textOf(html: string): string {
  return html
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}
