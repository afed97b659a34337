// Live on one machine: real mail in and out, real DNS, no stand-in of any kind. Behind a mail server and a web server that bring TLS.
import { ConfigProblem, type LiveConfig } from '#apps/config.ts';
import { instantOf } from '#core/time.ts';
import type { ChatSettings } from '#apps/world/chats.ts';
import { liveTeamsSettings } from '#apps/world/teams-sending.ts';
import { openDataDir } from './data-dir.ts';
import { systemResolver } from '#apps/world/system-resolver.ts';
import { mailOut } from './mail-out.ts';
import { runProduct, type Product } from './product.ts';

export async function startLive(config: LiveConfig): Promise<Product> {
  const data = await openDataDir(config.dataDir, 'live');
  const { transport, close } = mailOut(config.mailOut);
  return runProduct({
    data,
    host: config.host,
    port: config.port,
    smtpHost: config.smtpHost,
    smtpPort: config.smtpPort,
    mailDomain: config.mailDomain,
    isPlusAddressed: config.replyAddresses === 'plus',
    ...(config.imap && { mailbox: config.imap }),
    publicUrl: () => config.publicUrl,
    isLocal: false,
    seal: async () => config.seal,
    ...(config.office && { office: config.office }),
    transport,
    release: close,
    resolver: systemResolver(),
    chats: async () => chatsOf(config),
    clock: () => instantOf(Date.now()),
    seed: async ({ directory }) => {
      if ((await directory.tenants()).some(({ domains }) => domains.length > 0)) return;
      throw new ConfigProblem(
        'Nobody may send yet. Add an organisation first: countersign tenant add acme --name "Acme" --domain acme.com',
      );
    },
  });
}

function chatsOf({ slack, teams, host }: LiveConfig): ChatSettings {
  return {
    ...(slack && { slack: { signingSecrets: slack.signingSecrets, oauth: slack } }),
    ...(teams && {
      teams: liveTeamsSettings(teams, host),
    }),
  };
}
