// What goes wrong with calls of the systems around the product, by dice: it is asked to wait, told of an error, or cut off; before its call
// is taken, or after, when it cannot know which of the two it was.
import type { MailTransport } from '#core/ports.ts';

export type Fault = '429' | '5xx' | 'reset' | '5xx-after' | 'reset-after';
export type System = 'slack' | 'teams' | 'email';

/** Of all calls about a quarter. */
const CHANCES: readonly (readonly [Fault, number])[] = [
  ['429', 0.06],
  ['5xx', 0.06],
  ['reset', 0.05],
  ['5xx-after', 0.04],
  ['reset-after', 0.04],
];
const MOST_WAIT_SECONDS = 30;
const ERRORS = [500, 502, 503] as const;

/** `calls`, and of them what went wrong; `ambiguous`: those that made a message which the product was not told of. */
export type Tally = { calls: number; ambiguous: number } & Record<Fault, number>;

type HttpAnswer = (request: Request, env: object) => Response | Promise<Response>;
type Called = { readonly system: System; readonly answer: HttpAnswer; readonly makes: (request: Request) => boolean };

export type Chaos = {
  readonly tallies: Readonly<Record<System, Tally>>;
  /** Before which all is well, and after. */
  begin(): void;
  end(): void;
  /** @param called `makes`: whether the call leaves something that a person sees, which a second call would leave twice */
  http(called: Called): HttpAnswer;
  mail(transport: MailTransport): MailTransport;
};

export function chaos(random: () => number): Chaos {
  const tallies = { slack: tally(), teams: tally(), email: tally() };
  let isOn = false;

  function thrown(system: System): Fault | undefined {
    tallies[system].calls += 1;
    let rest = isOn ? random() : 1;
    for (const [fault, chance] of CHANCES) {
      if (rest < chance) {
        tallies[system][fault] += 1;
        return fault;
      }
      rest -= chance;
    }
    return undefined;
  }

  const error = () => ERRORS[Math.floor(random() * ERRORS.length)] ?? 500;
  const seconds = () => 1 + Math.floor(random() * MOST_WAIT_SECONDS);
  return {
    tallies,
    begin: () => void (isOn = true),
    end: () => void (isOn = false),
    http:
      ({ system, answer, makes }) =>
      async (request, env) => {
        const fault = thrown(system);
        if (fault === '429') return new Response('', { status: 429, headers: { 'retry-after': String(seconds()) } });
        if (fault === '5xx') return new Response('', { status: error() });
        if (fault === 'reset') return cut(env);
        const isMaking = makes(request);
        const given = await answer(request, env);
        if (fault === undefined) return given;
        if (isMaking && (await isTaken(given))) tallies[system].ambiguous += 1;
        return fault === 'reset-after' ? cut(env) : new Response('', { status: error() });
      },
    mail: (transport) => ({
      async send(mail) {
        const fault = thrown('email');
        if (fault === '429') throw failure('The relay takes no more for now.', { responseCode: 421 });
        if (fault === '5xx') throw failure('The relay has a local error.', { responseCode: 451 });
        if (fault === 'reset') throw failure('The relay cut the connection.', { code: 'ECONNRESET' });
        const sent = await transport.send(mail);
        if (fault === undefined) return sent;
        tallies.email.ambiguous += 1;
        throw failure('The relay took it and did not say so.', { code: 'ETIMEDOUT' });
      },
    }),
  };
}

function tally(): Tally {
  return { calls: 0, ambiguous: 0, '429': 0, '5xx': 0, reset: 0, '5xx-after': 0, 'reset-after': 0 };
}

/** The connection ends without an answer. */
function cut(env: object): Response {
  (env as { readonly incoming: { readonly socket: { destroy(): void } } }).incoming.socket.destroy();
  return new Response('');
}

/** Slack answers 200 to what it refuses. */
async function isTaken(given: Response): Promise<boolean> {
  return given.ok && !(await given.clone().text()).includes('"ok":false');
}

/** With the marks by which a mail client's errors tell a passing failure. */
function failure(message: string, marks: { readonly code?: string; readonly responseCode?: number }): Error {
  return Object.assign(new Error(message), marks);
}
