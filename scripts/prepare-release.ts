/**
 * `node scripts/prepare-release.ts --repository https://HOST/OWNER/NAME`: says in every package that is about to be published where
 * it comes from, and makes the links of its README lead there. A checkout does not know its address: whoever publishes it does.
 */
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { repository: { type: 'string' } } });
const { repository } = values;
if (repository === undefined || !/^https:\/\/[^/]+\/[^/]+\/[^/]+$/.test(repository)) {
  throw new Error('usage: prepare-release.ts --repository https://HOST/OWNER/NAME');
}

for (const manifest of globSync(['packages/*/package.json', 'apps/*/package.json'])) {
  const folder = manifest.slice(0, -'/package.json'.length);
  const readme = join(folder, 'README.md');
  const fields = {
    repository: { type: 'git', url: `git+${repository}.git`, directory: folder },
    homepage: `${repository}/tree/HEAD/${folder}#readme`,
    bugs: `${repository}/issues`,
  };
  const known = JSON.parse(readFileSync(manifest, 'utf8')) as object; // npm's own form, of which nothing is read here
  writeFileSync(manifest, `${JSON.stringify({ ...known, ...fields }, undefined, 2)}\n`);
  writeFileSync(readme, withWholeLinks(readFileSync(readme, 'utf8'), folder));
}

/** @throws Error for a link that leads nowhere */
function withWholeLinks(text: string, folder: string): string {
  return text.replaceAll(/\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)/g, (_, target: string, anchor = '') => {
    const path = normalize(join(folder, target));
    if (!existsSync(path)) throw new Error(`${folder}/README.md links to ${target}, which is not there`);
    return `](${repository}/${statSync(path).isDirectory() ? 'tree' : 'blob'}/HEAD/${path}${anchor})`;
  });
}
