// Faults on demand: what the demo pretends about the systems around it, so that retries and repairs can be watched.
import { setTimeout as wait } from 'node:timers/promises';
import type { MailTransport } from '#core/ports.ts';

export const FAULT_KINDS = ['slack', 'teams', 'smtp', 'tsa'] as const;
export const FAULT_VALUES = ['ok', 'down', 'slow', '429'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
export type FaultValue = (typeof FAULT_VALUES)[number];
export type FaultState = Readonly<Record<FaultKind, FaultValue>>;

export type Faults = {
  set(kind: FaultKind, value: FaultValue): void;
  state(): FaultState;
  /** Sending under the `smtp` fault: it fails as a dead, slow or throttling mail relay would, always for now and never for good. */
  wrapTransport(transport: MailTransport): MailTransport;
  /** A stand-in that is called over HTTP, under the fault of its kind: it says that it is down, is slow, or asks to wait a second. */
  wrapHttp(kind: FaultKind, answer: HttpAnswer): HttpAnswer;
};

type HttpAnswer = (request: Request, env: object) => Response | Promise<Response>;

/** @param slowMs how long a slow system takes; the machine's time, not the product's */
export function faults({ slowMs = 3_000 }: { slowMs?: number } = {}): Faults {
  const state: Record<FaultKind, FaultValue> = { slack: 'ok', teams: 'ok', smtp: 'ok', tsa: 'ok' };
  return {
    set(kind, value) {
      state[kind] = value;
    },
    state: () => ({ ...state }),
    wrapTransport: (transport) => ({
      async send(mail) {
        if (state.smtp === 'down')
          throw failure('Could not reach the mail relay: the demo pretends that it is down.', { code: 'ECONNREFUSED' });
        if (state.smtp === '429')
          throw failure('The mail relay takes no more mail for now: the demo pretends a limit.', { responseCode: 421 });
        if (state.smtp === 'slow') await wait(slowMs);
        return transport.send(mail);
      },
    }),
    wrapHttp: (kind, answer) => async (request, env) => {
      if (state[kind] === 'down') return new Response('The demo pretends that this is down.', { status: 503 });
      if (state[kind] === '429') return new Response('', { status: 429, headers: { 'Retry-After': '1' } });
      if (state[kind] === 'slow') await wait(slowMs);
      return answer(request, env);
    },
  };
}

/** With the marks by which nodemailer's own errors tell a passing failure. */
function failure(message: string, marks: { code?: string; responseCode?: number }): Error {
  return Object.assign(new Error(message), marks);
}
