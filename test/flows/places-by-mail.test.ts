// A document that says itself where it is to be signed: from the mail that it came in to the fields of the draft, and of a changed draft.
import { expect, onTestFinished, test } from 'vitest';
import { fold } from '#core/fold.ts';
import type { Existing } from '#core/envelope.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { formPdf, widget } from '../support/form-pdf.ts';
import { mailWorld, SIGN } from '../support/mail-world.ts';
import { pdfkitPdf } from '../support/pdf.ts';

const OLIVIA = 'Olivia Hart <olivia@northwind.test>';
const NORTHWIND = 'northwind' as Existing['tenant'];

async function drafted() {
  const table = sqliteTable(':memory:');
  onTestFinished(async () => table.close());
  const mail = await mailWorld(table);
  const state = async (): Promise<Existing> => {
    for await (const id of mail.world.ledger.envelopes(NORTHWIND)) {
      const found = fold(await mail.world.ledger.load(NORTHWIND, id));
      if (found.status !== 'none') return found;
    }
    throw new Error('No envelope came of the mail.');
  };
  return { ...mail, state };
}

const asFields = ({ fields, recipients }: Existing) =>
  fields.map((field) => [
    recipients.find(({ id }) => id === field.recipient)?.email,
    field.kind,
    field.label,
    field.place.page,
    field.document,
    field.placedBy,
  ]);

test('words in an attached document become fields of those who sign, and stay when a line of the draft changes', async () => {
  const contract = await pdfkitPdf({ size: 'A4' }, (doc) => {
    doc.fillColor('white').text('{{sign:1}}', 100, 600).text('{{text:2:Job title}}', 100, 640);
    doc.addPage().text('/sn2/', 100, 700).text('{{date:3}}', 100, 740);
  });
  const form = await formPdf([widget('Btn', { T: 'check:1', TU: 'I agree', Rect: [100, 560, 112, 572] })]);
  const attachments = [
    { filename: 'contract.pdf', content: Buffer.from(contract), contentType: 'application/pdf' },
    { filename: 'form.pdf', content: Buffer.from(form), contentType: 'application/pdf' },
  ];
  const { post, reply, newest, state } = await drafted();
  const text = 'signers: ines@northwind.test, Dana Ruiz <dana@fabrikam.test>';
  await post({ from: OLIVIA, to: SIGN, subject: 'Agreement', text, attachments });
  const found = [
    ['ines@northwind.test', 'signature', '', 1, 'd1', 'anchor'],
    ['dana@fabrikam.test', 'text', 'Job title', 1, 'd1', 'anchor'],
    ['dana@fabrikam.test', 'signature', '', 2, 'd1', 'anchor'],
    ['ines@northwind.test', 'checkbox', 'I agree', 1, 'd2', 'form-field'],
  ];
  expect(asFields(await state())).toEqual(found);
  const draft = await newest('olivia@', /^Draft/);
  expect(draft.text.replace(/\s+/g, ' ')).toContain('a third signer (“{{date:3}}”, page 2), but two are named');
  expect(draft.text.replace(/\s+/g, ' ')).toContain('form.pdf: Its form was made part of the pages');

  await reply(OLIVIA, /^Draft/, 'signers: dana@fabrikam.test, ines@northwind.test, max@northwind.test');
  const changed = await state();
  expect(asFields(changed)).toEqual([
    ['dana@fabrikam.test', 'signature', '', 1, 'd1', 'anchor'],
    ['ines@northwind.test', 'text', 'Job title', 1, 'd1', 'anchor'],
    ['ines@northwind.test', 'signature', '', 2, 'd1', 'anchor'],
    ['max@northwind.test', 'date', '', 2, 'd1', 'anchor'],
    ['dana@fabrikam.test', 'checkbox', 'I agree', 1, 'd2', 'form-field'],
  ]);

  await reply(OLIVIA, /^Draft/, 'documents: form.pdf');
  expect(asFields(await state())).toEqual([['dana@fabrikam.test', 'checkbox', 'I agree', 1, 'd2', 'form-field']]);
});
