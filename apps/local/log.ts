// What the operator of one machine reads: a line per fault, with ids and without people's names, texts or tokens.

export function reportFault(fault: unknown, doing: string): void {
  const causes: string[] = [];
  for (let at: unknown = fault; at instanceof Error && causes.length < 4; at = at.cause) causes.push(at.message);
  console.error(`Failed while ${doing}: ${causes.length > 0 ? causes.join(' | because: ') : String(fault)}`);
}
