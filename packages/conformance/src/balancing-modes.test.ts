import { beforeEach, expect, test } from 'vitest';
import { ofMethod, poolLab } from './pool-lab.test-support.ts';
import type { PoolLab } from './pool-lab.test-support.ts';

let lab: PoolLab;
beforeEach(() => {
  lab = poolLab();
});

const modeOf = async (nodePort: number): Promise<unknown> => (await lab.service(nodePort)).backends?.[0]?.balancingMode;
const tcp = { nodePort: 81, protocol: 'TCP' } as const;

test('ingress-gce#480: a port of connections is balanced by CONNECTION beside others by RATE, with no call refused', async () => {
  await lab.pool().sync([80]);
  lab.calls.length = 0;
  await lab.pool().sync([80, tcp]);
  await expect(Promise.all([modeOf(80), modeOf(81)])).resolves.toEqual(['RATE', 'CONNECTION']);
  expect(ofMethod(lab.calls, 'backendServices.insert')).toHaveLength(1);
});

test('a port that changes between requests and connections is balanced by what it has then', async () => {
  const protocols = ['HTTP', 'TCP', 'SSL', 'GRPC', 'HTTPS', 'HTTP2'] as const;
  for (const protocol of protocols) {
    await lab.pool().reconcile([80, { nodePort: 81, protocol }]);
    await expect(lab.service(81)).resolves.toMatchObject({ protocol });
    await expect(lab.pool().plan([80, { nodePort: 81, protocol }])).resolves.toMatchObject({ waves: [] });
  }
  await expect(Promise.all([modeOf(80), modeOf(81)])).resolves.toEqual(['RATE', 'RATE']);
});

test('beside UTILIZATION there is nothing but UTILIZATION', async () => {
  await lab.pool({ balancing: [{ balancingMode: 'UTILIZATION' }] }).sync([80]);
  await lab.pool().sync([80, tcp, 82]);
  await expect(Promise.all([modeOf(80), modeOf(81), modeOf(82)])).resolves.toEqual([
    'UTILIZATION',
    'UTILIZATION',
    'UTILIZATION',
  ]);
});
