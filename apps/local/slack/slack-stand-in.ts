// Slack on this machine, for the demo: the Web API under an address of its own, with what stands in the workspace and what its people see.
// Listens on loopback only. What people do there is the driver's.
import { httpIn } from '../http.ts';
import type { Faults } from '../faults.ts';
import { board, type Board } from './board.ts';
import { emulator } from './emulator.ts';
import { textOf, type Fields } from './json.ts';
import { modals, type Modals } from './modals.ts';
import { responseUrls, type Click } from './response-urls.ts';
import { BOT, BOT_TOKEN, PEOPLE, TEAM } from './team.ts';
import { webApi } from './web-api.ts';

export type SlackStandIn = {
  /** Where it listens; file and response addresses begin so. */
  readonly url: string;
  /** What the product's Slack client is given as `slackApiUrl`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly team: string;
  readonly botUser: string;
  readonly users: readonly string[];
  readonly board: Board;
  readonly modals: Modals;
  /** A moment in which the app may open a modal for this person. */
  trigger(user: string, view?: string): Promise<string>;
  responseUrl(click: Click): string;
  close(): Promise<void>;
};

type Parts = {
  /** Keeps the workspace from start to start. */
  readonly dir: string;
  readonly faults: Pick<Faults, 'wrapHttp'>;
  readonly machineNow?: () => number;
};

export async function slackStandIn({ dir, faults, machineNow = Date.now }: Parts): Promise<SlackStandIn> {
  const kept = await board({ dir, machineNow });
  const open = modals();
  const judge = await emulator(kept);
  let url = '';
  const answers = responseUrls({ board: kept, machineNow });
  const app = webApi({ board: kept, modals: open, emulator: judge, url: () => url }).route('/', answers.routes);
  const http = await httpIn({ answer: faults.wrapHttp('slack', app.fetch), host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${http.port}`;
  return {
    url,
    apiUrl: `${url}/api/`,
    botToken: BOT_TOKEN,
    team: TEAM.id,
    botUser: BOT.user,
    users: PEOPLE.map(({ id }) => id),
    board: kept,
    modals: open,
    async trigger(user, view) {
      const ask = async (fields: Fields) =>
        textOf((await judge.call('views.generateTriggerId', { user_id: user, ...fields }))['trigger_id']);
      // It does not know a view of an earlier start, nor one that an answer put there.
      const trigger = (view !== undefined && (await ask({ view_id: view }))) || (await ask({}));
      open.clicked(trigger, user);
      return trigger;
    },
    responseUrl: (click) => url + answers.make(click),
    async close() {
      await http.close();
      await judge.close();
    },
  };
}
