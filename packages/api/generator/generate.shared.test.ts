import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findSchema, methods, schema } from '../src/index.ts';
import { readDiscovery } from './discovery.ts';
import { generatedFiles } from './generated-files.ts';
import { readMethods } from './methods.ts';
import { readSchemas } from './schemas.ts';

const file = fileURLToPath(new URL('../../../../shared/api/compute.v1.discovery.json', import.meta.url));
const present = existsSync(file);
if (!present) console.warn(`SKIPPED: the discovery document is not at ${file}, so nothing was regenerated`);

test.skipIf(!present)('the committed files are what the generator makes of the discovery document', () => {
  for (const [name, text] of generatedFiles(readDiscovery(file))) {
    const committed = readFileSync(new URL(`../src/generated/${name}`, import.meta.url), 'utf8');
    expect(committed === text, `src/generated/${name} differs: run npm run generate -w @gcepool/api`).toBe(true);
  }
});

test.skipIf(!present)('the package decodes exactly what the generator read', () => {
  const document = readDiscovery(file);
  expect(methods).toEqual(readMethods(document));
  for (const expected of readSchemas(document)) expect(schema(expected.name)).toEqual(expected);
  for (const name of Object.keys(document.schemas)) expect(findSchema(name)?.name).toBe(name);
});
