import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { apiVersions } from '../src/api-model.ts';
import { readApi } from './api.ts';
import { readDiscovery } from './discovery.ts';
import { generatedFiles } from './generated-files.ts';
import { givenPath } from './given-path.ts';

const { values } = parseArgs({
  options: { v1: { type: 'string' }, beta: { type: 'string' }, alpha: { type: 'string' } },
});
const apis = apiVersions.map((version) => {
  const file = values[version];
  if (file === undefined) {
    throw new Error(
      `Pass the discovery document of Compute ${version} with --${version}: the three versions are generated together, each as what it adds to the one before`,
    );
  }
  return readApi(readDiscovery(givenPath(file), version));
});
for (const [name, text] of generatedFiles(apis)) {
  const file = new URL(`../src/generated/${name}`, import.meta.url);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
}
