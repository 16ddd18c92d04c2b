/** `npm run registry -w @gcepool/sim`: writes down which collections have rules of their own, and examples. */
import { writeFileSync } from 'node:fs';
import { collectionRegistry, exampleRegistry } from './collection-registry.ts';

writeFileSync(new URL('../src/collections/generated/collections.ts', import.meta.url), collectionRegistry());
writeFileSync(new URL('../src/collections/generated/examples.ts', import.meta.url), exampleRegistry());
