import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { collectionRegistry, exampleRegistry } from '../../scripts/collection-registry.ts';

test('every record in the folders of families is in the registry', () => {
  const written = readFileSync(new URL('generated/collections.ts', import.meta.url), 'utf8');
  expect(written === collectionRegistry(), 'The registry is out of date: run npm run registry -w @gcepool/sim').toBe(
    true,
  );
});

test('every example beside the rules of a collection is in their list', () => {
  const written = readFileSync(new URL('generated/examples.ts', import.meta.url), 'utf8');
  expect(written === exampleRegistry(), 'The list is out of date: run npm run registry -w @gcepool/sim').toBe(true);
});
