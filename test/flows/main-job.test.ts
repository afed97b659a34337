// The main job, from a mailed PDF to a sealed one in everybody's mailbox, and what a changed byte does to it.
import { expect, test } from 'vitest';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { playStory } from '#apps/cli/demo-story.ts';
import { reverify } from '#apps/email/gate/reverify.ts';
import { verify } from '#apps/sealer/verify.ts';
import { countersign } from '../support/command.ts';
import { SIGN, startedDemo, subjects } from '../support/demo.ts';
import { temporaryFolder } from '../support/temporary.ts';

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

test('every reply that acted is proven again offline, from the raw mail and the DNS answers kept beside it', async () => {
  const demo = await startedDemo();
  await playStory(demo.edges, SIGN, () => undefined);
  const inbound = join(demo.dataDir, 'blobs', 'inbound');
  const proofs = await readdir(join(inbound, 'verdicts'));
  expect(proofs.length).toBeGreaterThanOrEqual(3);
  for (const proof of proofs) {
    const kept: unknown = JSON.parse(await readFile(join(inbound, 'verdicts', proof), 'utf8'));
    expect(await reverify(await readFile(join(inbound, 'mail', proof)), kept)).toMatchObject({ ok: true });
  }
  const [one = ''] = proofs;
  const [mail, verdict] = [join(inbound, 'mail', one), join(inbound, 'verdicts', one)];
  expect(await countersign(['verify', mail, '--proof', verdict])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/holds\n {2}from \S+, signed by \S+ \(\S+\) when it came/),
  });
  const forged = join(temporaryFolder(), 'forged.json');
  await writeFile(forged, (await readFile(verdict, 'utf8')).replaceAll('_domainkey', '_otherkey'));
  expect(await countersign(['verify', mail, '--proof', forged])).toMatchObject({
    code: 1,
    out: expect.stringContaining('does not hold the DNS answer'),
  });
});
