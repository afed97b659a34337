// The demo as a fixture: a folder of its own, any free ports, closed when the test ends. Flows act on it through public edges only.
import { onTestFinished } from 'vitest';
import { asPerson, settle, type AsPerson, type Edges } from '#apps/cli/as-person.ts';
import { ROLES } from '#apps/local/cast.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { startDemo } from '#apps/local/start.ts';
import type { Product } from '#apps/local/product.ts';
import { folderWithKeys } from './keys.ts';

export const SIGN = 'sign@countersign.test';

export type Demo = {
  readonly edges: Edges;
  readonly dataDir: string;
  readonly olivia: AsPerson;
  readonly max: AsPerson;
  readonly ines: AsPerson;
  readonly dana: AsPerson;
  settle(): Promise<void>;
  advance(duration: string): Promise<void>;
  close(): Promise<void>;
  /** Ends it and starts it again on the same folder. */
  restart(): Promise<Demo>;
};

export async function startedDemo(dataDir?: string): Promise<Demo> {
  const folder = dataDir ?? (await folderWithKeys());
  const product = await startDemo({ port: 0, smtpPort: 0, dataDir: folder });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await product.close();
    isOpen = false;
  };
  onTestFinished(close);
  return {
    ...actorsOn(edgesOf(product)),
    dataDir: folder,
    close,
    async restart() {
      await close();
      return startedDemo(folder);
    },
  };
}

function edgesOf({ port, smtpPort }: Product): Edges {
  return { web: `http://127.0.0.1:${port}`, smtp: { host: '127.0.0.1', port: smtpPort } };
}

export function actorsOn(edges: Edges) {
  const { sender, approver, colleague, customer } = ROLES;
  return {
    edges,
    olivia: asPerson(edges, sender),
    max: asPerson(edges, approver),
    ines: asPerson(edges, colleague),
    dana: asPerson(edges, customer),
    settle: async () => settle(edges.web),
    async advance(duration: string) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${edges.web}/local/clock`, { method: 'POST', headers, body: JSON.stringify({ advance: duration }) });
      if (!response.ok) throw new Error(await response.text());
    },
  };
}

export const LINES = {
  ines: `signers: ${ROLES.colleague.email}`,
  maxThenInes: `approver: ${ROLES.approver.email}\nsigners: ${ROLES.colleague.email}`,
  dana: `signers: ${ROLES.customer.name} <${ROLES.customer.email}>`,
};

export async function mailContract(
  { olivia }: Pick<Demo, 'olivia'>,
  text: string,
  more: { subject?: string; content?: Uint8Array } = {},
): Promise<void> {
  const content = more.content ?? (await contractPdf({ pages: 2 }));
  await olivia.mail({
    to: [SIGN],
    subject: more.subject ?? 'Services agreement',
    text,
    attachments: [{ filename: 'agreement.pdf', contentType: 'application/pdf', content }],
  });
}

export async function sendContract(demo: Pick<Demo, 'olivia' | 'settle'>, text: string): Promise<void> {
  await mailContract(demo, text);
  await demo.olivia.reply(await demo.olivia.newest(/^Draft ready/), 'SEND');
  await demo.settle();
}

export async function subjects(person: AsPerson): Promise<string[]> {
  return (await person.mailbox()).map(({ subject }) => subject);
}
