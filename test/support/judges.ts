// Programs of the machine, not of this project, that judge what was sealed or stamped; where one is missing, its verdict is not asked for.
import { execFileSync } from 'node:child_process';

export function judged(tool: string, parameters: readonly string[]): string {
  return execFileSync(tool, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

export function isInstalled(tool: string): boolean {
  try {
    return judged('which', [tool]) !== '';
  } catch {
    return false;
  }
}
