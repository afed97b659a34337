// A person at a Teams client: what they type, press and fill in reaches the product as Teams would send it, and what comes back changes what
// they see.
import type { ClientParts, Done } from './teams-client.ts';
import { dialogs, type OpenDialog } from './teams-dialogs.ts';
import { fillIn, useCommand, type ExtensionCommand } from './teams-fill-in.ts';
import type { TeamsPerson } from './teams-people.ts';
import { press, refresher, type Press } from './teams-press.ts';
import { say, setReach, type Said } from './teams-say.ts';
import { messagesSeen, seenBy, type SeenMessage } from './teams-sight.ts';
import type { Json, Reach } from './teams-store.ts';

export type TeamsDriver = {
  readonly people: readonly TeamsPerson[];
  say(said: Said): Promise<Done>;
  press(pressed: Press): Promise<Done>;
  useCommand(command: ExtensionCommand): Promise<Done>;
  fillIn(filled: { person: TeamsPerson; id: string; values: Json }): Promise<Done>;
  dismiss(person: TeamsPerson, id: string): void;
  dialogsOf(person: TeamsPerson): readonly OpenDialog[];
  setReach(person: TeamsPerson, reach: Reach): Promise<Done>;
  /** What they see, oldest first, once the cards that want it were asked for anew. */
  look(person: TeamsPerson): Promise<readonly SeenMessage[]>;
};

export function teamsDriver(parts: ClientParts): TeamsDriver {
  const { store, people } = parts;
  const open = dialogs();
  const client = { ...parts, open };
  const refresh = refresher(client);
  return {
    people,
    say: async (said) => say(client, said),
    press: async (pressed) => press(client, pressed),
    useCommand: async (command) => useCommand(client, command),
    fillIn: async (filled) => fillIn(client, filled),
    dismiss({ user }, id) {
      if (open.get(user, id)) open.close(id);
    },
    dialogsOf: ({ user }) => open.of(user),
    setReach: async (person, reach) => setReach(client, person, reach),
    async look(person) {
      await refresh(person);
      return messagesSeen({ store, people, person }).map((message) => seenBy({ people, person }, message));
    },
  };
}
