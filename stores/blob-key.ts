// Keys of blobs: plain segments that are a safe path on any disk and a safe object name in any bucket.

const SEGMENT = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9_-])?$/;
const MOST_SEGMENTS = 8;

/**
 * Splits a key like `tenant/kind/sha256`. Segments neither begin nor end with a dot, so `..` and hidden files are out of reach,
 * and whatever means something to a shell, a disk or a URL is refused.
 */
export function segmentsOf(key: string): readonly string[] {
  const segments = key.split('/');
  if (segments.length <= MOST_SEGMENTS && segments.every((segment) => SEGMENT.test(segment))) return segments;
  throw new Error(
    'Could not use a blob key: it must be up to 8 segments of letters, digits, dots, hyphens and underscores, parted by slashes.',
  );
}
