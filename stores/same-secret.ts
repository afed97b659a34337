// Comparing what someone presents with a secret, in a time that does not tell how much of it was right.
import { timingSafeEqual } from 'node:crypto';

export function isSameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
