import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${folder}README.md`, 'utf8');

function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) => text);
}

const printed = blocks('text');

test('every example of the README has what it prints', () => {
  expect(printed).toHaveLength(blocks('ts').length);
  expect(printed).not.toHaveLength(0);
});

test.each(blocks('ts'))('an example of the README prints what the README says: %#', (input) => {
  const args = ['--conditions=@gcepool/source', '--input-type=module-typescript', '-'];
  const output = execFileSync(process.execPath, args, { cwd: folder, input, encoding: 'utf8' });
  expect(output).toBe(printed[blocks('ts').indexOf(input)]);
});
