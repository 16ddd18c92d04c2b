import { writeFileSync } from 'node:fs';
import { coverage } from '../src/coverage.ts';
import { coveragePage } from './coverage-page.ts';

writeFileSync(new URL('../../../docs/coverage.md', import.meta.url), coveragePage(coverage()));
