import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { apiVersions, modelOf } from '../src/index.ts';
import { committedInWords, documentInWords } from './drift/api-in-words.ts';
import { driftBetween } from './drift/drift.ts';
import { report } from './drift/report.ts';
import { readApi, type Api } from './api.ts';
import { readDiscovery } from './discovery.ts';
import { generatedFiles } from './generated-files.ts';

const files = {
  v1: documentAt('compute.v1.20261106.discovery.json'),
  beta: documentAt('compute.beta.discovery.json'),
  alpha: documentAt('compute.alpha.discovery.json'),
};
const present = Object.values(files).every((file) => existsSync(file));
if (!present)
  console.warn(`SKIPPED: not all of ${Object.values(files).join(', ')} are there, so nothing was regenerated`);

function documentAt(name: string): string {
  return fileURLToPath(new URL(`../../../../shared/api/${name}`, import.meta.url));
}

const read = (): Api[] => apiVersions.map((version) => readApi(readDiscovery(files[version], version)));

test.skipIf(!present)('the committed files are what the generator makes of the discovery documents', () => {
  for (const [name, text] of generatedFiles(read())) {
    const committed = readFileSync(new URL(`../src/generated/${name}`, import.meta.url), 'utf8');
    expect(committed === text, `src/generated/${name} differs: run npm run generate -w @gcepool/api`).toBe(true);
  }
});

test.skipIf(!present)('the package decodes exactly what the generator read, of every version', () => {
  for (const { version, revision, methods, schemas, globalParameters } of read()) {
    const model = modelOf(version);
    expect(model.revision).toBe(revision);
    expect(model.methods).toEqual(methods);
    expect(model.globalParameters).toEqual(globalParameters);
    expect(model.schemaNames).toEqual(schemas.map(({ name }) => name));
    for (const expected of schemas) {
      expect(model.schema(expected.name)).toEqual(expected);
      expect(Object.keys(model.schema(expected.name).properties)).toEqual(Object.keys(expected.properties));
    }
  }
});

test.skipIf(!present).each(apiVersions)(
  'the committed %s has not drifted from its document, descriptions included',
  (version) => {
    const drift = driftBetween(committedInWords(version), documentInWords(files[version]), []);
    expect(report(drift)).toContain('Nothing changed.');
  },
);
