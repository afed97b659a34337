// What the command can do, in the words in which it is typed.

const LINES: readonly { readonly verb: string; readonly form: string; readonly does: string }[] = [
  { verb: 'start', form: 'countersign start', does: 'run the demo on this machine, with a cast, mailboxes and a clock' },
  { verb: 'serve', form: 'countersign serve', does: 'run for real on this machine; settings come from the environment' },
  { verb: 'demo', form: 'countersign demo', does: 'play the main job from end to end and leave a sealed PDF' },
  { verb: 'doctor', form: 'countersign doctor', does: 'say what is missing on this machine and how to mend it' },
  {
    verb: 'tenant',
    form: 'countersign tenant add ID --name NAME --domain DOMAIN[,DOMAIN] [--zone ZONE]',
    does: 'add an organisation whose people may send',
  },
  { verb: 'explain', form: 'countersign explain FILE|DIR [--json]', does: 'say how a mail (.eml) is read, and why' },
  { verb: 'inspect', form: 'countersign inspect FILE|DIR [--json]', does: 'say whether a PDF can be sent, and why not' },
  {
    verb: 'verify',
    form: 'countersign verify FILE.pdf [--trust CA.pem] [--json]',
    does: 'check a sealed PDF offline; exit 0 holds, 3 intact with unknown issuer, 1 otherwise',
  },
  { verb: 'trace', form: 'countersign trace ENVELOPE [--json]', does: 'show everything on record about an envelope' },
];

/** @param verb only this one's lines, where it is known */
export function usage(verb?: string): string {
  const known = LINES.filter((line) => line.verb === verb);
  const lines = known.length > 0 ? known : LINES;
  return ['Usage:', ...lines.map(({ form, does }) => `  ${form}\n      ${does}`), '', 'The data folder is DATA_DIR (.countersign).'].join(
    '\n',
  );
}
