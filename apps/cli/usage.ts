// What the command can do, in the words in which it is typed.

const LINES: readonly { readonly verb: string; readonly form: string; readonly does: string }[] = [
  { verb: 'start', form: 'countersign start', does: 'run the demo on this machine, with a cast, mailboxes and a clock' },
  { verb: 'serve', form: 'countersign serve', does: 'run for real on this machine; settings come from the environment' },
  { verb: 'demo', form: 'countersign demo', does: 'play the main job from end to end and leave a sealed PDF' },
  {
    verb: 'doctor',
    form: 'countersign doctor [--probe] [--json]',
    does: 'say what is missing on this machine and how to mend it; --probe mails a letter to the signing address and waits for it',
  },
  {
    verb: 'smoke',
    form: 'countersign smoke --against URL [--read-api URL] [--mailbox IMAP_URL --relay SMTP_URL] [--json]',
    does: 'say whether an installation answers as it should, through its public doors; with a mailbox, mail it a document and cancel the draft',
  },
  {
    verb: 'tenant',
    form: 'countersign tenant add ID --name NAME --domain DOMAIN[,DOMAIN] [--zone ZONE]',
    does: 'add an organisation whose people may send',
  },
  {
    verb: 'tenant',
    form: 'countersign tenant limit ID [--envelopes-per-day N] [--requests-per-minute N]',
    does: 'show or set how much an organisation may ask for; sends beyond it are refused until the next day, requests wait',
  },
  {
    verb: 'api-token',
    form: 'countersign api-token add TENANT EMAIL [--days N] | list TENANT | end ID [--json]',
    does: 'make a token with which a program reads what a person may see (it is shown once), list an organisation’s, end one',
  },
  {
    verb: 'secrets',
    form: 'countersign secrets new',
    does: 'make the secrets of a new installation on AWS: print them, or fill the empty secret that COUNTERSIGN_SECRETS names',
  },
  {
    verb: 'policy',
    form: 'countersign policy show|check FILE|set FILE [--tenant ID]',
    does: 'show, check or set an organisation’s rules; sent envelopes keep theirs',
  },
  {
    verb: 'away',
    form: 'countersign away add PERSON --from DAY --until DAY --to PERSON | remove PERSON --from DAY | list [--json]',
    does: 'say who stands in for a person while they are away',
  },
  {
    verb: 'slack',
    form: 'countersign slack connect TENANT',
    does: 'make the one-time link by which a Slack workspace is connected to an organisation',
  },
  {
    verb: 'teams',
    form: 'countersign teams connect|disconnect TENANT ENTRA_TENANT_ID',
    does: 'say which organisation an Entra tenant is; until then nothing of it is believed',
  },
  {
    verb: 'manifest',
    form: 'countersign manifest slack [--url URL] [--out FILE] | teams [--url URL] [--app-id ID] [--out DIR]',
    does: 'write the manifest with which the app is made in Slack or Teams',
  },
  {
    verb: 'explain',
    form: 'countersign explain FILE|DIR|-… [--dns] [--json]',
    does: 'say how mails (.eml, or bodies as .txt and .html) are read, and why; --dns looks up the keys that they are signed with',
  },
  { verb: 'inspect', form: 'countersign inspect FILE|DIR [--json]', does: 'say whether a PDF can be sent, and why not' },
  {
    verb: 'verify',
    form: 'countersign verify FILE.pdf [--trust CA.pem] [--json] | --bundle FILE.zip [FILE.pdf] [--trust CA.pem] [--json] | MAIL --proof FILE [--json]',
    does: 'check offline a sealed PDF, an evidence bundle, or a stored reply against the proof kept beside it; exit 0 holds, 3 intact with unknown issuer, 1 otherwise',
  },
  {
    verb: 'bundle',
    form: 'countersign bundle ENVELOPE --out FILE.zip [--end-links]',
    does: 'write all evidence of an envelope that is over into one zip, for the organisation alone; VERIFY.md in it says how to check it; with --end-links the personal links in its mails no longer open its page',
  },
  { verb: 'trace', form: 'countersign trace ENVELOPE [--json]', does: 'show everything on record about an envelope' },
  { verb: 'why', form: 'countersign why ENVELOPE [--json]', does: 'say who is waited for and since when, and what happens next' },
  {
    verb: 'redrive',
    form: 'countersign redrive [ENVELOPE] [--tenant ID] [--kind KIND] [--run] [--json]',
    does: 'list what was given up, why, and what would come of it now; --run puts it back',
  },
  {
    verb: 'anchors',
    form: 'countersign anchors [--tenant ID] [--check] [--json]',
    does: 'list the daily anchors of the record; --check holds every record against them',
  },
  {
    verb: 'erase',
    form: 'countersign erase ENVELOPE [--recipient SEAT] [--run] [--json]',
    does: 'count what is personal about an envelope that is over, or about one recipient; --run erases it for good',
  },
  {
    verb: 'export',
    form: 'countersign export --tenant ID FILE [--blobs DIR]',
    does: 'write everything of an organisation to a file; stop the product first',
  },
  {
    verb: 'import',
    form: 'countersign import FILE [--blobs DIR] [--run]',
    does: 'check an export, chain by chain; --run stores it in this data folder',
  },
];

/** @param verb only this one's lines, where it is known */
export function usage(verb?: string): string {
  const known = LINES.filter((line) => line.verb === verb);
  const lines = known.length > 0 ? known : LINES;
  return [
    'Usage:',
    ...lines.map(({ form, does }) => `  ${form}\n      ${does}`),
    '',
    'The data folder is DATA_DIR (.countersign). With COUNTERSIGN_TABLE it is an installation on AWS instead: that DynamoDB table,\nCOUNTERSIGN_DOCUMENTS (the S3 bucket) and COUNTERSIGN_SECRETS (in Secrets Manager), with your own AWS credentials.',
  ].join('\n');
}
