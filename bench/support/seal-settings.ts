// What both who are compared are told: the same certificate and key, the same services, the same reason.
import type { SealConfig } from '#apps/seal-config.ts';
import type { SealKeys, SealTask } from './seal-task.ts';

export const REASON = 'Every act is recorded; this seal proves that nothing was changed since.';

export function settingsFor({ certificate, key, root, tsaUrl }: SealKeys, level: SealTask['level']): SealConfig {
  return { own: { certificate, key: { in: 'file', path: key } }, tsaUrls: level === 'B-B' ? [] : [tsaUrl], tsaCa: root, level };
}
