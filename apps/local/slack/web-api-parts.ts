// What the groups of Web API methods have in common: what they are given, and the two moments at which they come in.
import type { Context } from 'hono';
import type { Board } from './board.ts';
import type { Emulator } from './emulator.ts';
import type { Fields } from './json.ts';
import type { Modals } from './modals.ts';

export type WebApiParts = {
  readonly board: Board;
  readonly modals: Modals;
  readonly emulator: Emulator;
  /** Where this is, known once it listens. */
  readonly url: () => string;
};

/** @property before refuses, or answers alone what only we know; @property after keeps and completes what the emulator accepted */
export type Method = {
  readonly before?: (fields: Fields) => Fields | undefined;
  readonly after?: (fields: Fields, answer: Fields) => Fields | Promise<Fields>;
};
export type Methods = Readonly<Record<string, Method>>;

export function refused(error: string): Fields {
  return { ok: false, error };
}

export function bearerOf(context: Context): string | undefined {
  return /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
}
