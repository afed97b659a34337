// Takes a file in: refuses it with a reason, or gives the presented document that is shown, fingerprinted and consented to.
import type { Intake } from '#core/sealing.ts';
import { TOO_MUCH_WHY } from './inspect.ts';
import { readApart } from './reading.ts';

export async function intake(file: Uint8Array): Promise<Intake> {
  const result = await readApart<Intake>({ task: 'intake', file });
  return result ?? { verdict: 'reject', why: TOO_MUCH_WHY };
}
