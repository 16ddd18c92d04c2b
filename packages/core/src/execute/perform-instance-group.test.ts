import { expect, test } from 'vitest';
import { refusal } from '../cloud/refusal.test-support.ts';
import { testPool } from '../test-pool.test-support.ts';

test('ingress-gce#43: a group that may name no more ports is told with what takes some out', async () => {
  const { pool, cloud } = testPool();
  await pool.sync([80]);
  const said = 'Specified number of named ports exceeds MAX_DISTINCT_NAMED_PORTS.';
  cloud.refuse = (call) => (call.startsWith('setNamedPorts') ? refusal(400, 'invalid', said) : undefined);
  await expect(pool.sync([80, 81])).rejects.toThrow(
    /MAX_DISTINCT_NAMED_PORTS\.; the group would name 2 ports: namedPorts: 'prune' \(--named-ports prune\) takes out/,
  );
});

test('another refusal is told as it is', async () => {
  const { pool, cloud } = testPool();
  await pool.sync([80]);
  cloud.refuse = (call) => (call.startsWith('setNamedPorts') ? refusal(403, 'forbidden', 'no') : undefined);
  await expect(pool.sync([80, 81])).rejects.not.toThrow('prune');
});
