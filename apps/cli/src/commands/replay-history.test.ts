import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replay } from './replay.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-replay-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function kept(content: unknown): Promise<string> {
  const file = join(folder, 'history.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

test('a history that the simulator obeys is told so', async () => {
  const steps = [
    { do: 'create', kind: 'instanceGroups', name: 'a', body: {} },
    { do: 'addInstances', name: 'a', instances: [0, 2] },
    {
      do: 'race',
      kind: 'instanceGroups',
      name: 'a',
      bodies: [{ namedPorts: [{ name: 'x', port: 1 }] }, { namedPorts: [] }],
      at: 'in turn',
    },
  ];
  const result = await replay(await kept({ format: 'gcepool-history/1', steps }));
  expect(result.document).toEqual({ command: 'replay', steps: 3, holds: true });
  expect(result.failure).toBeUndefined();
});

test('a step that a cloud refuses is told with its law', async () => {
  const steps = [{ do: 'create', kind: 'backendServices', name: 'a', body: { timeoutSec: -1 } }];
  const result = await replay(await kept({ format: 'gcepool-history/1', steps }));
  expect(result.document).toMatchObject({ holds: false, law: 'reads-as-written', step: 0 });
  expect(result.failure).toBe('the law reads-as-written is broken');
});

test('what is no history is refused with the field and the way out', async () => {
  await expect(replay(join(folder, 'absent.json'))).rejects.toThrow(
    /absent\.json: cannot be read: there is no such file/,
  );
  await expect(replay(await kept('{'))).rejects.toThrow(/is no report of `gcepool report` and no history: /);
  await expect(replay(await kept({ format: 'other/1', steps: [] }))).rejects.toThrow(
    /format must be "gcepool-history\/1"; got "other\/1"/,
  );
  const odd = { format: 'gcepool-history/1', steps: [{ do: 'get', kind: 'backendServices', name: 'z' }] };
  await expect(replay(await kept(odd))).rejects.toThrow(/steps\[0\]\.name must be one of a, b, c, d; got "z"/);
});
