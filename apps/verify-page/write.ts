// `npm run build:verify -- [FILE] [CA.pem …]`: writes the page that checks a sealed PDF to a file that can be kept and passed on.
import { readFile, writeFile } from 'node:fs/promises';
import { verifyPage } from './build.ts';

const [file = 'verify.html', ...authorities] = process.argv.slice(2);
const anchors = await Promise.all(authorities.map(async (path) => readFile(path, 'utf8')));
const { html } = await verifyPage({ anchors });
await writeFile(file, html);
console.log(`Written to ${file}: ${Math.round(Buffer.byteLength(html) / 1024)} kB, no network needed.`);
