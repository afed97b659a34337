// `countersign slack connect TENANT`: the link by which a workspace is connected to an organisation. Also while the product runs.
import { ConfigProblem, publicUrlConfig, slackConfig } from '#apps/config.ts';
import { slackStates } from '#apps/world/slack-states.ts';
import { installLink } from '#apps/slack/install.ts';
import { instantOf } from '#core/time.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation } from './installation.ts';
import { print } from './print.ts';
import { tenantCalled } from './tenant-called.ts';

export async function slack(args: readonly string[]): Promise<number> {
  const { positionals } = argumentsOf(args, {});
  const [action, id, ...more] = positionals;
  if (action !== 'connect' || id === undefined || more.length > 0) throw new UsageProblem('Say to which tenant a workspace is to belong.');
  const publicUrl = publicUrlConfig();
  if (!publicUrl?.startsWith('https://') || !slackConfig()) {
    throw new ConfigProblem(
      'No link was made: Slack brings people back only to an https address and needs the app’s settings. Set PUBLIC_URL, SLACK_SIGNING_SECRET, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET as for countersign serve; docs/slack.md says where they are.',
    );
  }
  return withInstallation('live', async (found) => {
    const tenant = await tenantCalled(found, id);
    const states = slackStates(found.table, () => instantOf(Date.now()));
    print(await installLink({ publicUrl, states }, tenant.id));
    console.error(
      `Whoever administers the workspace opens this link, within 24 hours; it connects one workspace to ${tenant.name}. Give it to nobody else.`,
    );
    return 0;
  });
}
