// Several documents travel, are signed and are sealed together: one sealed PDF each, all named by each certificate.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verify } from '#apps/sealer/verify.ts';
import { LINES, SIGN, startedDemo } from '../support/demo.ts';
import { contractPdf } from '../support/pdf.ts';

test('two documents in one mail come back as two sealed PDFs that both hold', async () => {
  const demo = await startedDemo();
  const attachments = await Promise.all(
    ['agreement.pdf', 'annex.pdf'].map(async (filename, index) => ({
      filename,
      contentType: 'application/pdf',
      content: await contractPdf({ pages: index + 1, title: filename }),
    })),
  );
  await demo.olivia.mail({ to: [SIGN], subject: 'Agreement with annex', text: LINES.ines, attachments });
  const draft = await demo.olivia.newest(/^Draft ready/);
  expect(draft.text).toContain('annex.pdf (2 pages)');
  await demo.olivia.reply(draft, 'SEND');
  await demo.ines.reply(await demo.ines.newest(/asks you to sign/), 'I SIGN');
  const completed = await demo.ines.newest(/^Completed/);
  expect(completed.attachments.map(({ filename }) => filename)).toEqual(['agreement-sealed.pdf', 'annex-sealed.pdf']);
  const trust = [await readFile(join(demo.dataDir, 'authority', 'ca.pem'), 'utf8')];
  for (const { url } of completed.attachments) {
    const sealed = new Uint8Array(await (await fetch(new URL(url, demo.edges.web))).arrayBuffer());
    expect(await verify(sealed, { trust })).toMatchObject({ intact: true, trust: 'trusted', ledger: { chain: 'ok' } });
  }
});
