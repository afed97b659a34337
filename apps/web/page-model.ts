// Everything that the page of a document is made from.
import type { Existing, Recipient } from '#core/envelope.ts';
import type { Setting } from '#core/views/facts.ts';
import type { FormSeal } from './forms.ts';
import type { Frame } from './layout.ts';
import type { Notice } from './notice.ts';
import type { WebActType } from './request.ts';
import type { Session } from './session.ts';
import type { Standing } from './standing.ts';

export type PageModel = {
  /** Path of this page, `/s/…`. */
  readonly path: string;
  readonly state: Existing;
  readonly recipient: Recipient | undefined;
  readonly standing: Standing;
  readonly session: Session | undefined;
  /** Beside what to do next, or over the document where reading is next. */
  readonly notice: (Notice & { readonly place: 'top' | 'panel' }) | undefined;
  /** What was entered in a signature that was refused, as the form sent it: nothing of it is lost. */
  readonly kept?: Readonly<Record<string, string>> | undefined;
  /** Makes the hidden fields of a form. */
  readonly sealFor: (type: WebActType) => FormSeal;
  /** The reader's language, and the offsets of zones. */
  readonly setting: Setting;
  readonly frame: Pick<Frame, 'isLocal' | 'assets'>;
};
