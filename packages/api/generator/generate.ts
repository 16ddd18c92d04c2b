import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readDiscovery } from './discovery.ts';
import { generatedFiles } from './generated-files.ts';

const { values } = parseArgs({ options: { from: { type: 'string' } } });
if (values.from === undefined) {
  throw new Error('Pass the discovery document of Compute v1: npm run generate -w @gcepool/api -- --from <file>');
}
for (const [name, text] of generatedFiles(readDiscovery(values.from))) {
  writeFileSync(new URL(`../src/generated/${name}`, import.meta.url), text);
}
