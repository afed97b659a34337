// A channel's pages behind API Gateway, whose events Hono's own adapter reads and answers.
import type { Hono } from 'hono';
import * as adapter from 'hono/aws-lambda';

const { handle } = adapter;

export function httpHere(make: () => Promise<Hono>) {
  return async (event: Parameters<ReturnType<typeof handle>>[0]) => handle(await make())(event);
}

/** The address of the other end as API Gateway saw it: no header of a request says anything about that. */
export function remoteAddress(env: unknown): string | undefined {
  const { event } = env as { readonly event?: { readonly requestContext: { readonly http?: { readonly sourceIp: string } } } };
  return event?.requestContext.http?.sourceIp;
}
