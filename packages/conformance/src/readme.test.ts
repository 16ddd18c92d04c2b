import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('the example in README.md prints what README.md says', () => {
  const home = fileURLToPath(new URL('..', import.meta.url));
  const readme = readFileSync(`${home}README.md`, 'utf8');
  const block = (language: string): string =>
    new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'm').exec(readme)?.[1] ?? `no ${language} block`;
  const flags = ['--conditions=@gcepool/source', '--input-type=module-typescript'];
  const printed = execFileSync(process.execPath, flags, { cwd: home, input: block('ts'), encoding: 'utf8' });
  expect(printed).toBe(block('text'));
});
