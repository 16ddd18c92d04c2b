/** `npm run coverage -w @gcepool/sim`: writes the pages that say how the behaviour of the simulator is known. */
import { writeFileSync } from 'node:fs';
import { coverage } from '../src/coverage.ts';
import { coveragePage } from './coverage-page.ts';
import { trustPage } from './trust-page.ts';

const docs = new URL('../../../docs/', import.meta.url);
writeFileSync(new URL('coverage.md', docs), coveragePage(coverage()));
writeFileSync(new URL('trust.md', docs), trustPage(coverage()));
