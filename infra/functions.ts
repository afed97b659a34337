// Every function of the estate: which file it is made of, what it needs beside its code, how long it may take and how much room it has.
// Budgets and tests read this too. Timeouts stay below six minutes, which is how long a lease holds (apps/aws/estate.ts).

export type Material =
  /** Typefaces, for certificates of completion and marks. */
  | 'fonts'
  /** Reads the pages of PDFs. */
  | 'pdfium'
  /** The worker in which strangers' files are opened. */
  | 'reading-worker'
  /** Styles and scripts of the pages. */
  | 'pages'
  /** The library that shows a PDF in the browser, and the face of typed signatures. */
  | 'viewer'
  /** The page that checks sealed files. */
  | 'verify-page';

export type FunctionSpec = {
  /** From the root of the project. */
  readonly entry: string;
  /** For whoever reads the console. */
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly materials?: readonly Material[];
  /** Most bytes of code, unpacked and without materials; held by a test. */
  readonly mostCodeBytes: number;
};

const KB = 1024;
const file = (name: string) => `apps/aws/functions/${name}.ts`;
const SEALING = ['fonts', 'pdfium', 'reading-worker'] as const;

export const FUNCTIONS = {
  // Answer people and platforms: they store what came in, and show.
  slack: {
    entry: file('slack'),
    description: 'Takes in what Slack delivers',
    timeoutSeconds: 10,
    memoryMb: 1024,
    mostCodeBytes: 1_650 * KB,
  },
  teams: {
    entry: file('teams'),
    description: 'Takes in what Teams delivers',
    timeoutSeconds: 15,
    memoryMb: 1024,
    mostCodeBytes: 3_500 * KB,
  },
  web: {
    entry: file('web'),
    description: 'Serves the hosted pages',
    timeoutSeconds: 29,
    memoryMb: 1024,
    materials: ['pages', 'viewer', 'verify-page'],
    mostCodeBytes: 1_350 * KB,
  },
  authorise: {
    entry: file('authorise'),
    description: 'Says whose token a program reads with',
    timeoutSeconds: 5,
    memoryMb: 512,
    mostCodeBytes: 500 * KB,
  },
  'mail-in': {
    entry: file('mail-in'),
    description: 'Takes in mail, and what became of mail',
    timeoutSeconds: 60,
    memoryMb: 512,
    mostCodeBytes: 1_000 * KB,
  },
  // Work.
  requests: {
    entry: file('requests'),
    description: 'Runs requests that came in',
    timeoutSeconds: 300,
    memoryMb: 3008,
    materials: [...SEALING, 'pages', 'viewer'],
    mostCodeBytes: 8_250 * KB,
  },
  'follow-ups': {
    entry: file('follow-ups'),
    description: 'Plans what follows from what was stored',
    timeoutSeconds: 60,
    memoryMb: 512,
    mostCodeBytes: 1_250 * KB,
  },
  'effects-email': {
    entry: file('effects-email'),
    description: 'Sends mails',
    timeoutSeconds: 60,
    memoryMb: 1024,
    mostCodeBytes: 1_550 * KB,
  },
  'effects-slack': {
    entry: file('effects-slack'),
    description: 'Sends messages and cards in Slack',
    timeoutSeconds: 60,
    memoryMb: 512,
    mostCodeBytes: 1_400 * KB,
  },
  'effects-teams': {
    entry: file('effects-teams'),
    description: 'Sends messages and cards in Teams',
    timeoutSeconds: 60,
    memoryMb: 512,
    mostCodeBytes: 3_450 * KB,
  },
  upkeep: {
    entry: file('upkeep'),
    description: 'Erases, and time-stamps proofs',
    timeoutSeconds: 120,
    memoryMb: 1024,
    materials: [...SEALING, 'pages', 'viewer'],
    mostCodeBytes: 3_850 * KB,
  },
  sealing: {
    entry: file('sealing'),
    description: 'Seals, one step a call',
    timeoutSeconds: 300,
    memoryMb: 3008,
    // No pdfium: what is sealed was looked into when it came in.
    materials: ['fonts'],
    mostCodeBytes: 3_650 * KB,
  },
  // Time and change.
  router: {
    entry: file('router'),
    description: 'Leads from changes of the table to work',
    timeoutSeconds: 30,
    memoryMb: 256,
    mostCodeBytes: 650 * KB,
  },
  clock: {
    entry: file('clock'),
    description: 'Carries out what time has made due',
    timeoutSeconds: 55,
    memoryMb: 512,
    mostCodeBytes: 1_250 * KB,
  },
  walk: {
    entry: file('walk'),
    description: 'Holds every envelope against its effects, once a day',
    timeoutSeconds: 300,
    memoryMb: 1024,
    materials: SEALING,
    mostCodeBytes: 3_750 * KB,
  },
  rotate: { entry: file('rotate'), description: 'Renews tokens of Slack', timeoutSeconds: 60, memoryMb: 512, mostCodeBytes: 1_350 * KB },
  // Deployment.
  'rule-set': {
    entry: file('rule-set'),
    description: 'Switches the rules by which mail is received',
    timeoutSeconds: 30,
    memoryMb: 256,
    mostCodeBytes: 500 * KB,
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof FUNCTIONS;

export function specOf(name: FunctionName): FunctionSpec {
  return FUNCTIONS[name];
}
