// What AWS answers, or what keeps it from answering, as sentences with a way out. The names are the `name` of the SDK's errors.

const REASONS = new Map<string, string>([
  ['ResourceNotFoundException', 'there is no such table in this region. Create it, or check the name and the region'],
  ['NoSuchBucket', 'there is no such bucket. Create it, or check the name and the region'],
  ['AccessDenied', 'AWS does not allow it. Check the role; without s3:ListBucket even an absent object is answered so'],
  ['AccessDeniedException', 'AWS does not allow it. Check the policies of the role'],
  ['403', 'AWS does not allow it. Check the role; without s3:ListBucket even an absent object is answered so'],
  ['CredentialsProviderError', 'there are no AWS credentials. Give the process a role or a profile'],
  ['ExpiredTokenException', 'the AWS credentials have run out. Renew them'],
  ['ExpiredToken', 'the AWS credentials have run out. Renew them'],
  ['UnrecognizedClientException', 'AWS does not know the credentials. Check the role or the profile'],
  ['ProvisionedThroughputExceededException', 'more is asked of it just now than it gives. Try again'],
  ['ThrottlingException', 'more is asked of it just now than it gives. Try again'],
  ['RequestLimitExceeded', 'more is asked of it just now than it gives. Try again'],
  ['SlowDown', 'more is asked of it just now than it gives. Try again'],
  ['InternalServerError', 'it has a fault of its own. Try again'],
  ['InternalError', 'it has a fault of its own. Try again'],
  ['TimeoutError', 'it did not answer in time. Try again'],
]);

const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT']);

/** One whose message says all that there is to do about it. */
export class AwsFault extends Error {
  override readonly name = 'AwsFault';
}

/** @param attempt what was tried and where, as in "store a row in DynamoDB table countersign" */
export function awsFault(attempt: string, cause: unknown): Error {
  const known = knownReason(cause);
  if (known !== undefined) return new AwsFault(`Could not ${attempt}: ${known}.`, { cause });
  return new Error(`Could not ${attempt}: ${said(cause)}.`, { cause });
}

function knownReason(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const known = REASONS.get(cause.name) ?? REASONS.get(String(statusOf(cause)));
  if (known !== undefined) return known;
  // The SDK's own words, for which it has no name.
  if (cause.message === 'Region is missing') return 'no region is named. Set AWS_REGION';
  if ('code' in cause && typeof cause.code === 'string' && UNREACHABLE.has(cause.code)) {
    return 'it cannot be reached. Check the network and the endpoint, and try again';
  }
  return undefined;
}

function said(cause: unknown): string {
  if (!(cause instanceof Error)) return 'the reason is unknown';
  return cause.message.replace(/\.$/, '') || cause.name;
}

/** The HTTP status of AWS's answer. HEAD answers have no body, so that for some errors it is all there is. */
export function statusOf(fault: unknown): number | undefined {
  if (typeof fault !== 'object' || fault === null || !('$metadata' in fault)) return undefined;
  const metadata = fault.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
