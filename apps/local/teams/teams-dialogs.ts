// Dialogs that are open on people's screens. They live as long as the demo runs, as a dialog lives as long as a client does.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Json } from './teams-store.ts';

/** @property submits how the answer travels: as the dialog of a card, or of the command of a message extension */
export type OpenDialog = {
  readonly id: string;
  readonly user: string;
  readonly title: string;
  readonly card: Json;
  readonly conversation: string;
  readonly submits: { readonly name: 'task/submit' | 'composeExtension/submitAction'; readonly value: Json };
};

export type Dialogs = {
  /** Undefined where the answer opens nothing. */
  open(answer: unknown, place: Omit<OpenDialog, 'id' | 'title' | 'card'>): OpenDialog | undefined;
  get(user: string, id: string): OpenDialog | undefined;
  /** Shows another card in the same dialog, or closes it. */
  goOn(dialog: OpenDialog, answer: unknown): OpenDialog | undefined;
  close(id: string): void;
  of(user: string): readonly OpenDialog[];
};

const continueSchema = z.looseObject({
  task: z.looseObject({
    type: z.literal('continue'),
    value: z.looseObject({
      title: z.string().default(''),
      card: z.looseObject({ content: z.record(z.string(), z.unknown()) }),
    }),
  }),
});

export function dialogs(): Dialogs {
  const open = new Map<string, OpenDialog>();

  function shown(answer: unknown): Pick<OpenDialog, 'title' | 'card'> | undefined {
    const asked = continueSchema.safeParse(answer);
    return asked.success ? { title: asked.data.task.value.title, card: asked.data.task.value.card.content } : undefined;
  }

  return {
    open(answer, place) {
      const content = shown(answer);
      if (!content) return undefined;
      const dialog = { id: randomUUID(), ...place, ...content };
      open.set(dialog.id, dialog);
      return dialog;
    },
    get(user, id) {
      const dialog = open.get(id);
      return dialog?.user === user ? dialog : undefined;
    },
    goOn(dialog, answer) {
      const content = shown(answer);
      if (content) open.set(dialog.id, { ...dialog, ...content });
      else open.delete(dialog.id);
      return open.get(dialog.id);
    },
    close: (id) => void open.delete(id),
    of: (user) => [...open.values()].filter((dialog) => dialog.user === user),
  };
}
