import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clusterOnSimulator } from './cluster-on-simulator.test-support.ts';
import type { ClusterOnSimulator } from './cluster-on-simulator.test-support.ts';

let cluster: ClusterOnSimulator;
const ten = Array.from({ length: 10 }, (_, index) => 30_080 + index);
const services = (): readonly unknown[] => {
  const { items = [] } = cluster.send('GET', 'global/backendServices');
  // The items of a list.
  return items as readonly unknown[];
};

beforeEach(async () => {
  cluster = await clusterOnSimulator();
});
afterEach(() => cluster.close());

test('nine of ten ports go by --force alone', async () => {
  await cluster.run('reconcile', ...(await cluster.services(...ten)));
  const one = await cluster.services(30_080);
  const refused = await cluster.run('reconcile', ...one);
  expect(refused.code).toBe(1);
  expect(refused.remarks.join()).toContain(
    'nothing was deleted: 9 of 10 ports would go, and no more than 50 % may at once; ' +
      'if that is what you want, use --force, or raise --max-delete and --max-delete-percent',
  );
  expect(services()).toHaveLength(10);
  expect((await cluster.run('reconcile', ...one, '--force')).code).toBe(0);
  expect(services()).toHaveLength(1);
});

describe('nine of ten nodes', () => {
  const names = Array.from({ length: 10 }, (_, index) => `n${index}`);
  let flags: readonly string[];
  beforeEach(async () => {
    flags = await cluster.services(30_080);
    await cluster.run('reconcile', ...flags, ...(await cluster.nodes(...names)));
  });

  test('go by --force alone, also from a plan, while another joins', async () => {
    const nodes = await cluster.nodes('n0', 'n10');
    const why = '8 of 10 nodes would go, and no more than 50 % may at once; if that is what you want, use --force';
    for (const dry of [['--dry-run'], []]) {
      const { code, remarks } = await cluster.run('reconcile', ...flags, ...nodes, ...dry);
      expect(code).toBe(1);
      expect(remarks.join()).toContain(why);
    }
    expect(cluster.members()).toHaveLength(11);
    expect((await cluster.run('reconcile', ...flags, ...nodes, '--force')).code).toBe(0);
    expect(cluster.members()).toEqual(['n0', 'n10']);
  });

  test('may be replaced by nine others', async () => {
    const others = names.map((name) => `other-${name}`);
    expect((await cluster.run('reconcile', ...flags, ...(await cluster.nodes(...others)))).code).toBe(0);
    expect(cluster.members()).toEqual(others);
  });
});

describe('shutdown', () => {
  beforeEach(async () => {
    await cluster.run('reconcile', ...(await cluster.services(30_080, 30_081)));
  });

  test('deletes nothing where nobody can be asked, and names the flag', async () => {
    const { code, remarks } = await cluster.run('shutdown');
    expect(code).toBe(1);
    expect(remarks.join()).toContain(
      'nothing was deleted: 2 of 2 ports would go, and no more than 50 % may at once; if that is what you want, use --yes',
    );
    expect(services()).toHaveLength(2);
  });

  test('asks a person, and does as they say', async () => {
    const asked: string[] = [];
    cluster.answer = async (question) => {
      asked.push(question);
      return asked.length > 1;
    };
    const no = await cluster.run('shutdown');
    expect(no.code).toBe(1);
    expect(no.remarks.join()).toContain('nothing was deleted, for the answer was no');
    expect(services()).toHaveLength(2);
    expect((await cluster.run('shutdown')).code).toBe(0);
    expect(services()).toHaveLength(0);
    expect(asked[0]).toMatch(
      /^2 of 2 ports would go.* Delete everything that cluster shop owns on the Compute endpoint/,
    );
  });

  test('with --yes does not ask', async () => {
    expect((await cluster.run('shutdown', '--yes')).code).toBe(0);
    expect(services()).toHaveLength(0);
  });
});
