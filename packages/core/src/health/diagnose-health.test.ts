import { beforeEach, describe, expect, test } from 'vitest';
import type { Backends } from '../backends.ts';
import type { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { admitsProbers } from './prober-firewall.ts';
import { refusal } from '../cloud/refusal.test-support.ts';
import { testPool } from '../test-pool.test-support.ts';

let cloud: InMemoryCloud;
let pool: Backends;
const allowAll = { sourceRanges: ['0.0.0.0/0'], allowed: [{ IPProtocol: 'tcp' }] };

beforeEach(async () => {
  ({ cloud, pool } = testPool());
  await pool.add(80);
  cloud.firewalls = [allowAll];
});

const why = async (): Promise<readonly string[] | undefined> => (await pool.diagnose('k8s-be-80')).groups[0]?.why;

describe('why a group is not healthy', () => {
  test('where all is well nothing is said, and nothing more is read', async () => {
    await cloud.addInstances('k8s-ig', 'zone-a', ['n1', 'n2']);
    cloud.calls.length = 0;
    await expect(pool.diagnose('k8s-be-80')).resolves.toMatchObject({ groups: [{ healthy: 2, total: 2 }] });
    expect(cloud.calls).toHaveLength(2);
  });

  test('no members', async () => {
    await expect(why()).resolves.toEqual(['the group has no members']);
  });

  test('members that do not answer', async () => {
    await cloud.addInstances('k8s-ig', 'zone-a', ['n1', 'n2']);
    cloud.states.set('n2', 'UNHEALTHY');
    await expect(pool.diagnose('k8s-be-80')).resolves.toMatchObject({
      groups: [
        {
          healthy: 1,
          total: 2,
          why: [
            '1 of 2 members do not pass the health check: it sends GET / (HTTP) to port 80, and takes no answer but 200',
          ],
        },
      ],
    });
  });

  test('no named port', async () => {
    await cloud.setNamedPorts('k8s-ig', 'zone-a', []);
    await expect(why()).resolves.toContain('the group has no named port port80, so requests do not get through');
  });

  test('no firewall rule for the probers', async () => {
    cloud.firewalls = [{ ...allowAll, sourceRanges: ['10.0.0.0/8'] }];
    await expect(why()).resolves.toContainEqual(expect.stringMatching(/^no firewall rule lets health checks/));
  });

  test('in a network of another project (Shared VPC) nobody says what rules there are', async () => {
    ({ cloud, pool } = testPool());
    await cloud.createInstanceGroup({ name: 'k8s-ig', network: 'projects/host/global/networks/shared' }, 'zone-a');
    await pool.add(80);
    cloud.calls.length = 0;
    await expect(why()).resolves.toEqual([
      'the group has no members',
      'its network is of project host: whether a firewall rule there lets health checks from 35.191.0.0/16 and 130.211.0.0/22 in to port 80 is not looked at',
    ]);
    expect(cloud.calls.filter((call) => call.startsWith('listFirewalls'))).toEqual([]);
  });

  test('a group that is gone, or cannot be read', async () => {
    const path = 'zones/zone-a/instanceGroups/k8s-ig';
    cloud.refuse = (call) => (call === `getInstanceGroup ${path}` ? refusal(403, 'forbidden', 'no') : undefined);
    await expect(why()).resolves.toEqual(['the group cannot be read: no']);
    cloud.refuse = (call) => (call === `getInstanceGroup ${path}` ? refusal(404, 'notFound', 'gone') : undefined);
    await expect(why()).resolves.toEqual(['the group does not exist any more']);
    cloud.refuse = (call) => (call.startsWith('getHealth ') ? refusal(500, 'backendError', 'busy') : undefined);
    await expect(why()).resolves.toContain('its health cannot be read: busy');
  });
});

test.each([
  [[], false],
  [[{ ...allowAll }], true],
  [[{ ...allowAll, disabled: true }], false],
  [[{ ...allowAll, direction: 'EGRESS' as const }], false],
  [[{ ...allowAll, sourceRanges: ['35.191.0.0/16'] }], false],
  [[{ ...allowAll, sourceRanges: ['35.191.0.0/16', '130.211.0.0/22'] }], true],
  [[{ ...allowAll, sourceRanges: ['35.128.0.0/9', '130.211.0.0/16', '2600::/32'] }], true],
  [[{ ...allowAll, allowed: [{ IPProtocol: 'tcp', ports: ['79', '30000-32767'] }] }], true],
  [[{ ...allowAll, allowed: [{ IPProtocol: 'tcp', ports: ['30002-32767'] }] }], false],
  [[{ ...allowAll, allowed: [{ IPProtocol: 'udp' }] }], false],
])('%j admits probers to port 30001: %s', (rules, expected) => {
  expect(admitsProbers(rules, 30_001)).toBe(expected);
});
