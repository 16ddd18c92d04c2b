// Writes every code block of a README that has a title, ```ts title="x.test.ts", into the directory given, under its title.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const [directory, path = 'README.md'] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: readme-examples.js DIRECTORY [README]');

const readme = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
mkdirSync(directory, { recursive: true });
for (const [, title, code] of readme.matchAll(/^```\w+ title="([^"]+)"\n(.*?)^```$/gms)) {
  writeFileSync(join(directory, title), code);
  console.log(title);
}
