import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${folder}README.md`, 'utf8');

function block(language: string): string {
  const [, text] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(readme) ?? [];
  if (text === undefined) throw new Error(`README.md has no block of ${language}`);
  return text;
}

test('the example of the README prints what the README says', () => {
  const args = ['--conditions=@gcepool/source', '--input-type=module-typescript', '-'];
  const printed = execFileSync(process.execPath, args, { cwd: folder, input: block('ts'), encoding: 'utf8' });
  expect(printed).toBe(block('text'));
});
