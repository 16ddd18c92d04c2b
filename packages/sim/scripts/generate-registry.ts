/** `npm run registry -w @gcepool/sim`: writes down which collections have rules of their own. */
import { writeFileSync } from 'node:fs';
import { collectionRegistry } from './collection-registry.ts';

writeFileSync(new URL('../src/collections/generated/collections.ts', import.meta.url), collectionRegistry());
