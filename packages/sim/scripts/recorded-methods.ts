/** `npm run evidence -w @gcepool/sim`: writes src/evidence/recorded-methods.ts from a replay of recorded traffic. */
import { writeFile } from 'node:fs/promises';
import { hasRecordings, NO_RECORDINGS, replayRecordings } from '../test/replayed-recordings.ts';
import { recordedMethodsSource } from './recorded-methods-source.ts';

if (!hasRecordings) throw new Error(NO_RECORDINGS);
const { byMethod } = await replayRecordings();
await writeFile(new URL('../src/evidence/recorded-methods.ts', import.meta.url), recordedMethodsSource(byMethod));
