// The environment, read once into typed settings; the only reader of process.env. All that is missing is said in one message.
import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const machine = z.object({
  PORT: port.default(3000),
  SMTP_PORT: port.default(2525),
  DATA_DIR: z.string().min(1).default('.countersign'),
});

const live = machine.extend({
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  MAIL_DOMAIN: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a lower-case domain such as sign.example.com'),
  SMTP_RELAY_URL: z.url({ protocol: /^smtps?$/ }),
  /** Where SMTP from the outside arrives; loopback unless a mail server hands over on another address. */
  SMTP_HOST: z.string().min(1).default('127.0.0.1'),
  HOST: z.string().min(1).default('127.0.0.1'),
});

export type MachineConfig = { readonly port: number; readonly smtpPort: number; readonly dataDir: string };
export type LiveConfig = MachineConfig & {
  readonly host: string;
  readonly smtpHost: string;
  readonly publicUrl: string;
  readonly mailDomain: string;
  readonly smtpRelayUrl: string;
};

/** What each setting is for, said when it is missing or wrong. */
const PURPOSE: Record<string, string> = {
  PORT: 'the port of the pages, a number up to 65535',
  SMTP_PORT: 'the port on which mail comes in, a number up to 65535',
  DATA_DIR: 'the folder that keeps everything',
  PUBLIC_URL: 'the address under which people reach the pages, e.g. https://sign.example.com',
  MAIL_DOMAIN: 'the domain whose mail is handed to this product, e.g. sign.example.com',
  SMTP_RELAY_URL: 'the mail server that sends for you, e.g. smtps://user:password@mail.example.com',
};

export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}

export function machineConfig(env: NodeJS.ProcessEnv = process.env): MachineConfig {
  const { PORT, SMTP_PORT, DATA_DIR } = read(machine, env);
  return { port: PORT, smtpPort: SMTP_PORT, dataDir: resolve(DATA_DIR) };
}

export function liveConfig(env: NodeJS.ProcessEnv = process.env): LiveConfig {
  const { HOST, SMTP_HOST, PUBLIC_URL, MAIL_DOMAIN, SMTP_RELAY_URL, ...rest } = read(live, env);
  return {
    port: rest.PORT,
    smtpPort: rest.SMTP_PORT,
    dataDir: resolve(rest.DATA_DIR),
    host: HOST,
    smtpHost: SMTP_HOST,
    publicUrl: PUBLIC_URL.replace(/\/+$/, ''),
    mailDomain: MAIL_DOMAIN,
    smtpRelayUrl: SMTP_RELAY_URL,
  };
}

function read<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv): T {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    const isMissing = env[name] === undefined;
    return `${name} ${isMissing ? 'is missing' : `is not usable (${message})`}: ${PURPOSE[name] ?? ''}`;
  });
  throw new ConfigProblem(`Countersign cannot start. ${problems.join('; ')}.`);
}
