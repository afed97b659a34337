// How much Slack takes, and how much of it we use. The upper half is Slack's (docs.slack.dev/reference/block-kit); where it counts
// characters we count UTF-16 units of what is sent, entities included, which is never fewer.

export const MOST = {
  blocks: 50,
  header: 150,
  section: 3000,
  field: 2000,
  fields: 10,
  context: 10,
  label: 75,
  spoken: 75,
  value: 2000,
  blockId: 255,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  text: 4000,
  modalWord: 24,
  metadata: 3000,
  typed: 3000,
  option: 75,
  options: 100,
  files: 10,
} as const;

/**
 * Our own. All text of a message together may hold some 12,000 characters, containers included, and Slack does not say how it counts
 * (`msg_blocks_too_long`, slackapi/bolt-js#2509 and #2867): everything here adds up to less than `all`.
 */
export const BUDGET = {
  all: 10_500,
  status: 150,
  paragraphs: { items: 10, each: 2500, total: 2500 },
  quote: 1200,
  facts: { items: 10, each: 1000, total: 1200 },
  factLabel: 60,
  people: { items: 60, each: 300, total: 1500 },
  entries: { items: 10, each: 150, total: 1200 },
  small: { items: 9, each: 400, total: 400 },
  inputLabel: 150,
  inputHint: 300,
  lead: { items: 6, each: 3000, total: 3000 },
  actions: 5,
} as const;
