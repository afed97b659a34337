// The whole of what the product does once an envelope is completed: marks on the pages, certificate of completion, record, the lasting seal;
// and the file checked as anyone would.
import { readFile, writeFile } from 'node:fs/promises';
import { sealer } from '#apps/sealer/lambda.ts';
import { sealingParts } from '#apps/sealer/sealing.ts';
import { verdictCode, verify } from '#apps/sealer/verify.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import type { Mark } from '#core/sealing.ts';
import { instantOf } from '#core/time.ts';
import { attestation, sealJob } from '#test/support/seal-job.ts';
import { settingsFor } from './seal-settings.ts';
import type { SealTask } from './seal-task.ts';

export async function prepared({ level, keys }: Pick<SealTask, 'level' | 'keys'>): Promise<(file: Uint8Array) => Promise<Uint8Array>> {
  const clock = () => instantOf(Date.now());
  const { anchors, ...parts } = await sealingParts({ config: settingsFor(keys, level), folder: '', clock });
  const at = clock();
  const mark = (kind: Mark['kind'], value: string, top: number): Mark => ({
    kind,
    value,
    label: '',
    name: 'Ana Berg',
    at,
    place: { page: 1, left: 50, top, width: 180, height: 40 },
  });
  const marks = [mark('signature', 'Ana Berg', 600), mark('date', '2026-11-25', 660)];
  const attestations = [attestation({ name: 'Ana Berg', typedName: 'Ana Berg', at }), attestation({ at })];

  const sealing = sealer({ ...parts, offsetAt });

  const sealed = async (file: Uint8Array) => {
    const made = await sealing.seal(sealJob(file, { marks, attestations, at }));
    await writeFile(keys.out, made.pieces ?? made.bytes);
  };
  return async (file) => {
    await sealed(file);
    // What verifies is given the file, as anyone is.
    const bytes = await readFile(keys.out);
    const verdict = await verify(bytes, { trust: anchors });
    if (verdict.level !== level || verdictCode(verdict) !== 0)
      throw new Error(`Not sealed as it should be: ${verdict.level}, ${verdict.why}`);
    return bytes;
  };
}
