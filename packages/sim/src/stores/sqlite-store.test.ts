import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe } from 'vitest';
import type { SimulatorData } from './open-data.ts';
import { openData } from './open-data.ts';
import type { Place } from './store-contract.test-support.ts';
import { testStore } from './store-contract.test-support.ts';

let folder: string;
let data: SimulatorData | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-store-'));
});
afterEach(async () => {
  data?.close();
  data = undefined;
  await rm(folder, { recursive: true });
});

const place: Place = {
  open: async () => {
    data = await openData(folder);
    return data.store;
  },
  leave: async () => {
    data?.close();
    data = undefined;
  },
};

describe('a folder', () => {
  testStore(() => place);
});
