// `countersign smoke --against URL`: whether an installation that was just deployed answers as it should, through its public doors alone.
// Changes nothing there, but that with a mailbox of its own it mails a document, waits for the draft and cancels it.
import { argumentsOf, UsageProblem } from './arguments.ts';
import { print, printJson } from './print.ts';
import { doorFindings } from './smoke-doors.ts';
import { mailFindings } from './smoke-mail.ts';

export async function smoke(args: readonly string[]): Promise<number> {
  const { values } = argumentsOf(args, {
    against: { type: 'string' },
    'read-api': { type: 'string' },
    mailbox: { type: 'string' },
    relay: { type: 'string' },
    json: { type: 'boolean' },
  });
  const { against, mailbox, relay } = values;
  if (against === undefined || !URL.canParse(against)) throw new UsageProblem('--against URL is missing: where the installation is.');
  if ((mailbox === undefined) !== (relay === undefined))
    throw new UsageProblem('--mailbox and --relay go together: where its mail is read, and by which mail server it sends.');
  const doors = await doorFindings({ url: against, readApi: values['read-api'] });
  const signAddress = doors.signAddress;
  const mails =
    mailbox !== undefined && relay !== undefined && signAddress !== undefined ? await mailFindings({ mailbox, relay, signAddress }) : [];
  const findings = [...doors.findings, ...mails];
  for (const finding of findings) {
    if (values.json) printJson(finding);
    else print(`${finding.ok ? 'ok  ' : 'FAIL'} ${finding.check}: ${finding.say}`);
  }
  if (mailbox === undefined && values.json !== true)
    print('left Mail: no document was sent. Give --mailbox and --relay to have that tried too.');
  return findings.every(({ ok }) => ok) ? 0 : 1;
}
