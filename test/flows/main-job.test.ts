// The main job, from a mailed PDF to a sealed one in everybody's mailbox, and what a changed byte does to it.
import { expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { playStory } from '#apps/cli/demo-story.ts';
import { verify } from '#apps/sealer/verify.ts';
import { SIGN, startedDemo, subjects } from '../support/demo.ts';

test('a mailed contract is confirmed, approved, asked about, signed by reply and on the page, sealed, and holds', async () => {
  const demo = await startedDemo();
  const told: string[] = [];
  const { sealed, envelope } = await playStory(demo.edges, SIGN, (line) => told.push(line));
  const trust = [await readFile(join(demo.dataDir, 'authority', 'ca.pem'), 'utf8')];
  const intact = await verify(sealed, { trust });
  expect(intact).toMatchObject({ sealed: true, intact: true, coversWholeFile: true, trust: 'trusted', ledger: { chain: 'ok' } });
  expect(told.join(' ')).toContain(envelope);

  expect(await subjects(demo.max)).toEqual([
    expect.stringMatching(/asks you to approve/),
    expect.stringMatching(/^Recorded/),
    expect.stringMatching(/^Completed/),
  ]);
  const [, , completed] = await demo.max.mailbox();
  expect(completed?.attachments).toMatchObject([{ contentType: 'application/pdf' }]);

  for (const [what, marker] of [
    ['the document', '/Type /Page'],
    ['an embedded commit', '"headers"'],
    ['the seal', '/ByteRange'],
  ] as const) {
    const changed = Buffer.from(sealed);
    const at = changed.indexOf(marker);
    expect(at, what).toBeGreaterThan(0);
    changed[at + 3] = (changed[at + 3] ?? 0) ^ 1;
    expect(await verify(changed, { trust }), what).toMatchObject({ intact: false });
  }
});
