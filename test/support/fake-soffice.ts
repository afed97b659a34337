// A program that is called like LibreOffice and behaves as a test wants it to.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary.ts';

const CONVERTS = `
for last; do :; done
out=; while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done
mkdir -p "$out"
printf '%%PDF-1.7\\nmade from %s\\n%%%%EOF\\n' "$(basename "$last")" > "$out/document.pdf"
`;

/** @param script of the Bourne shell; `$@` is what LibreOffice would be called with */
export function fakeSoffice(script = CONVERTS): string {
  const program = join(temporaryFolder(), 'soffice');
  writeFileSync(program, `#!/bin/sh\n${script}`);
  chmodSync(program, 0o755);
  return program;
}
