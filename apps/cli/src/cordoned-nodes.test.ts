import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { clusterOnSimulator } from './cluster-on-simulator.test-support.ts';

test('kubernetes#65013: nodes that are all cordoned, as in an upgrade, stay in their group', async () => {
  const cluster = await clusterOnSimulator();
  try {
    const flags = await cluster.services(30_080);
    const [flag = '', path = ''] = await cluster.nodes('n1', 'n2');
    await cluster.run('reconcile', ...flags, flag, path);
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('"spec":{', '"spec":{"unschedulable":true,'));
    expect((await cluster.run('reconcile', ...flags, flag, path)).code).toBe(0);
    expect(cluster.members()).toEqual(['n1', 'n2']);
  } finally {
    await cluster.close();
  }
});
