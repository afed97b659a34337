#!/usr/bin/env node
// What the command `countersign` starts: the process is set up before the first line of the product is loaded. Nothing is imported before
// it is known that this Node.js can.
const LEAST_NODE = 24;

if (Number.parseInt(process.versions.node) < LEAST_NODE) {
  console.error(
    `Countersign needs Node.js ${LEAST_NODE} or newer and was started on ${process.versions.node}; nothing was done. ` +
      'Start it as “npx countersign …” in its folder, which takes the one that “npm ci” brings.',
  );
  process.exitCode = 1;
} else {
  const { stayingSmall } = await import('./small-process.js');
  stayingSmall();
  await import('./main.ts');
}
