// A sender places fields by hand, from the link in the draft's mail to a sealed document, through the public edges alone.
import { expect, test } from 'vitest';
import { visitPage } from '#apps/cli/page-visit.ts';
import { LINES, SIGN, startedDemo } from '../support/demo.ts';
import { contractPdf } from '../support/pdf.ts';

const MEASURES = { page: '1', left: '20', top: '240', width: '60', height: '15' };

/** As a browser names what stands in the rows. */
function row(n: number, entered: Readonly<Record<string, string>>): Record<string, string> {
  const all = { id: '', who: 'r1', document: 'd1', label: '', required: 'yes', ...MEASURES, ...entered };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`${name}.${n}`, value]));
}

test('the draft’s mail leads to the page, the code comes by mail, and the signer signs what was saved', { timeout: 120_000 }, async () => {
  const demo = await startedDemo();
  const attachments = [{ filename: 'agreement.pdf', contentType: 'application/pdf', content: await contractPdf({ pages: 2 }) }];
  await demo.olivia.mail({ to: [SIGN], subject: 'Agreement', text: LINES.ines, attachments });
  const draft = await demo.olivia.newest(/^Draft ready/);
  const link = /https?:\S+\/s\/\w+\/place/.exec(draft.text)?.[0] ?? '';
  const page = await visitPage(new URL(new URL(link).pathname, demo.edges.web).href);
  const rows = { ...row(0, { kind: 'signature' }), ...row(1, { kind: 'date', top: '260', height: '7' }) };

  expect(await page.submit('place', rows)).toContain('One more step');
  const code = /^(\d{6}) is your code/.exec((await demo.olivia.newest(/is your code/)).subject)?.[1] ?? '';
  expect(await page.submit('place', { ...rows, code })).toContain('Saved: 2 fields.');

  await demo.olivia.reply(draft, 'SEND');
  await demo.ines.reply(await demo.ines.newest(/asks you to sign/), 'I SIGN');
  expect((await demo.ines.newest(/^Completed/)).attachments).toHaveLength(1);
});
