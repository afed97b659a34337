// The files of a mail as its sender knows them, beside what is made of them: taken as a document, or left out and why.
import { nameOf } from './starting/part.ts';
import { leftOutOf, type Ignored } from './starting/left-out.ts';
import type { Attached } from './starting/attached.ts';
import type { Attachment } from './raw/mime.ts';

export type File = {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly sha256Lf: string;
};

/** In the order of the mail; then documents that nobody named or marked as attached, which are taken all the same. */
export function filesOf(attached: readonly Attached[], parts: readonly Attachment[]): File[] {
  const named = attached.map(({ name, ...rest }) => ({
    filename: nameOf({ filename: name, contentType: rest.contentType, isPdf: isDocument(rest, parts) }),
    ...rest,
  }));
  const unmarked = parts.filter((part) => part.pdf !== undefined && !attached.some(({ sha256 }) => sha256 === part.sha256));
  return [
    ...named,
    ...unmarked.map(({ filename, contentType, bytes, sha256 }) => ({ filename, contentType, bytes, sha256, sha256Lf: sha256 })),
  ];
}

/** Every part that is not taken as a document, also those that nobody attached as a file. */
export function leftOut(attached: readonly Attached[], parts: readonly Attachment[]): Ignored[] {
  const asText = attached.filter(({ sha256 }) => !parts.some((part) => part.sha256 === sha256));
  return [
    ...leftOutOf(parts),
    ...asText.map(({ name, contentType }) => ({
      filename: nameOf({ filename: name, contentType, isPdf: false }),
      why: whyText(contentType),
    })),
  ];
}

function isDocument({ sha256 }: Pick<Attached, 'sha256'>, parts: readonly Attachment[]): boolean {
  return parts.some((part) => part.sha256 === sha256 && part.pdf !== undefined);
}

function whyText(contentType: string): string {
  return contentType === 'message/rfc822' ? 'it is a mail inside the mail.' : 'it is shown as part of the text.';
}
