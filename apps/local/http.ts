// The pages' server on one machine: carries requests to the application and closes without cutting one off.
import { serve, type ServerType } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { ConfigProblem } from '#apps/config.ts';

export type HttpIn = { readonly port: number; close(): Promise<void> };

type HttpParts = {
  readonly answer: (request: Request, env: object) => Response | Promise<Response>;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
};

export async function httpIn({ answer, host, port }: HttpParts): Promise<HttpIn> {
  return new Promise((ready, fail) => {
    const server: ServerType = serve({ fetch: answer, hostname: host, port, autoCleanupIncoming: true }, (address) => {
      ready({ port: address.port, close: async () => close(server) });
    });
    server.once('error', (cause: Error) => {
      fail(
        new ConfigProblem(
          `The pages cannot be served on ${host}:${port}: ${cause.message}. Stop what holds the port, or set PORT to another.`,
          { cause },
        ),
      );
    });
  });
}

async function close(server: ServerType): Promise<void> {
  const ended = new Promise<void>((done) => server.close(() => done()));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 2_000);
  await ended;
  clearTimeout(cut);
}

/** The other end's address, as the page's evidence keeps it. */
export function remoteAddress(env: unknown): string | undefined {
  try {
    return getConnInfo({ env } as Parameters<typeof getConnInfo>[0]).remote.address;
  } catch {
    return undefined;
  }
}
