/**
 * `npm run evidence -w @gcepool/sim`: writes src/evidence/recorded-methods.ts from a replay of the recordings beside the
 * repository.
 */
import { writeFile } from 'node:fs/promises';
import { hasRecordings, replayRecordings } from '../test/replayed-recordings.ts';
import { recordedMethodsSource } from './recorded-methods-source.ts';

if (!hasRecordings) throw new Error('There are no recordings in ../shared/recordings beside the repository');
const { byMethod } = await replayRecordings();
await writeFile(new URL('../src/evidence/recorded-methods.ts', import.meta.url), recordedMethodsSource(byMethod));
