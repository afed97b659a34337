// The modals that people of the demo have open, and the moments at which one may be opened: Slack lets an app answer a click within three
// seconds, once.
import { randomUUID } from 'node:crypto';
import { textOf, type Fields } from './json.ts';

export type Modal = { readonly user: string; readonly view: Fields };

export type Modals = {
  /** Who clicked, for the app's answer to it. */
  clicked(trigger: string, user: string): void;
  open(trigger: string, view: Fields): void;
  replace(view: Fields): void;
  /** Handed in or closed: with all that was opened on top of it. */
  close(id: string): void;
  /** On top of another, of the same person. */
  stack(below: string, view: Fields): void;
  /** With all that lies below it as well. */
  clear(id: string): void;
  find(id: string): Modal | undefined;
  /** The one in front last. */
  of(user: string): readonly Modal[];
};

const MOST_CLICKS = 1_000;

export function modals(): Modals {
  const clicks = new Map<string, string>();
  const open = new Map<string, Modal>();
  return {
    clicked(trigger, user) {
      clicks.set(trigger, user);
      const [oldest] = clicks.keys();
      if (clicks.size > MOST_CLICKS && oldest !== undefined) clicks.delete(oldest);
    },
    open(trigger, view) {
      const user = clicks.get(trigger);
      if (user !== undefined) open.set(textOf(view['id']), { user, view });
    },
    replace(view) {
      const id = textOf(view['id']);
      const known = open.get(id);
      if (known) open.set(id, { ...known, view });
    },
    close(id) {
      open.delete(id);
      for (const [other, { view }] of open) if (view['previous_view_id'] === id) open.delete(other);
    },
    stack(below, view) {
      const known = open.get(below);
      const id = `V${randomUUID().replaceAll('-', '').slice(0, 9).toUpperCase()}`;
      if (known)
        open.set(id, { user: known.user, view: { ...view, id, previous_view_id: below, root_view_id: known.view['root_view_id'] } });
    },
    clear(id) {
      const root = open.get(id)?.view['root_view_id'];
      for (const [other, { view }] of open) if (other === id || view['root_view_id'] === root) open.delete(other);
    },
    find: (id) => open.get(id),
    of: (user) => [...open.values()].filter((one) => one.user === user),
  };
}
