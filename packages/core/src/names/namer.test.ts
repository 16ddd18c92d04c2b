import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Namer } from './namer.ts';

const nodePort = fc.integer({ min: 1, max: 65_535 });
const uid = fc.stringMatching(/^[a-z0-9]{1,40}$/);

describe('cluster name', () => {
  test.each([
    ['foo', 'foo'],
    ['foo--bar', 'bar'],
    ['foo--bar--com', 'com'],
    ['--', ''],
    ['', ''],
  ])('of %j is %j', (given, kept) => {
    expect(new Namer(given).clusterName).toBe(kept);
    const namer = new Namer('other');
    namer.clusterName = given;
    expect(namer.clusterName).toBe(kept);
  });

  test('a change shows in the next name', () => {
    const namer = new Namer('uid1');
    expect(namer.backend(80)).toBe('k8s-be-80--uid1');
    namer.clusterName = 'uid2';
    expect(namer.backend(80)).toBe('k8s-be-80--uid2');
    expect(namer.instanceGroup()).toBe('k8s-ig--uid2');
    expect(namer.loadBalancer('ns/name')).toBe('ns-name--uid2');
  });
});

describe('names', () => {
  test('carry no suffix without a cluster name, however long', () => {
    const namer = new Namer();
    expect(namer.backend(30001)).toBe('k8s-be-30001');
    expect(namer.instanceGroup()).toBe('k8s-ig');
    expect(namer.loadBalancer(`ns/${'x'.repeat(80)}`)).toBe(`ns-${'x'.repeat(80)}`);
  });

  test('are cut to 62 bytes and a 0', () => {
    const namer = new Namer('u'.repeat(80));
    expect(namer.backend(30001)).toBe(`k8s-be-30001--${'u'.repeat(48)}0`);
    expect(namer.instanceGroup()).toHaveLength(63);
    expect(namer.loadBalancer('ns/name')).toHaveLength(63);
  });

  test('of 63 bytes lose their last byte too', () => {
    const namer = new Namer('u'.repeat(49));
    expect(namer.backend(30001)).toBe(`k8s-be-30001--${'u'.repeat(48)}0`);
  });

  test('are the same for backend service and health check, in every zone', () => {
    const namer = new Namer('uid1');
    expect(namer.backend(30001)).toBe('k8s-be-30001--uid1');
    expect(namer.instanceGroup()).toBe('k8s-ig--uid1');
  });
});

describe('firewall', () => {
  test.each([
    ['', '', 'k8s-fw-l7'],
    ['uid', '', 'k8s-fw-l7--uid'],
    ['uid', 'fire', 'k8s-fw-l7--fire'],
    ['', 'fire', 'k8s-fw-l7--fire'],
  ])('rule of cluster %j and firewall %j is %s', (cluster, firewall, rule) => {
    expect(new Namer(cluster, firewall).firewallRule()).toBe(rule);
  });

  test('name follows the cluster name until it is set', () => {
    const namer = new Namer('uid');
    expect(namer.firewallName).toBe('uid');
    namer.firewallName = 'fire';
    expect(namer.firewallName).toBe('fire');
  });

  test('suffix is cut, the rule name is not cut again', () => {
    const namer = new Namer('', 'f'.repeat(80));
    expect(namer.firewallSuffix()).toBe(`l7--${'f'.repeat(58)}0`);
    expect(namer.firewallRule()).toBe(`k8s-fw-l7--${'f'.repeat(58)}0`);
  });
});

describe('port of a backend name', () => {
  test.each([
    ['k8s-be-80', '80'],
    ['k8s-be-80--uid', '80'],
    ['foo-k8s-be-80', '80'],
    ['k8s-be-80abc', '80'],
    ['k8s-be-080', '080'],
    ['k8s-be-9223372036854775807', '9223372036854775807'],
  ])('%s is %s', (name, digits) => {
    expect(new Namer('any').backendPort(name)).toBe(digits);
  });

  test.each(['foo', 'k8s-be-', 'k8s-be-foo', 'k8s-ig--uid', '', 'k8s-be-9223372036854775808'])(
    '%j has none',
    (name) => {
      expect(() => new Namer().backendPort(name)).toThrow(`${name} is not the name of a backend`);
    },
  );
});

describe('load balancer name', () => {
  test.each([
    ['uid', 'ns/name', 'ns-name--uid'],
    ['', 'ns/name', 'ns-name'],
    ['uid', 'ns/name--uid', 'ns-name--uid'],
    ['uid', 'ns/name--other', 'ns-name--other--uid'],
  ])('with cluster %j, %s is %s', (cluster, key, name) => {
    expect(new Namer(cluster).loadBalancer(key)).toBe(name);
  });
});

test.each([
  ['k8s-fw-default-my-ingress--123', '123', 'fw'],
  ['k8s-be-30001--uid', 'uid', 'be'],
  ['k8s-ig', '', 'ig'],
  ['k8s-um-a--b--c', 'c', 'um'],
  ['foo', '', ''],
])('parsing %s gives cluster %j and resource %j', (name, clusterName, resource) => {
  expect(new Namer('other').parse(name)).toEqual({ clusterName, resource });
});

describe('what belongs', () => {
  test.each([
    ['uid', 'k8s-be-30001--uid', true],
    ['uid', 'k8s-um-anything--uid', true],
    ['uid', 'k8s-be-30001', false],
    ['uid', 'k8s-be-30001--uid2', false],
    ['uid', 'k8s-be-30001--ui', false],
    ['uid', 'k8s-be--30001--uid', false],
    ['uid', 'k8s-be-30001--uid--more', false],
    ['uid', 'k8sbe-30001--uid', false],
    ['uid', 'foo-k8s-be-30001--uid', false],
    ['', 'k8s-anything', true],
    ['', 'k8s-be-30001--', true],
    ['', 'k8s-be-30001--uid', false],
    ['', 'k8s--bar--foo', false],
    ['', 'k8s-be-80-custom', true],
    ['', 'k8s', false],
    ['', 'foo', false],
  ])('to cluster %j: %s? %s', (cluster, name, belongs) => {
    expect(new Namer(cluster).belongs(name)).toBe(belongs);
  });

  test('not a truncated name', () => {
    const namer = new Namer('u'.repeat(60));
    expect(namer.belongs(namer.backend(30001))).toBe(false);
  });

  test.each([
    ['uid', 'k8s-be-30001--uid', 30_001],
    ['', 'k8s-be-30001', 30_001],
    ['', 'k8s-be-080', undefined],
    ['', 'k8s-be-80-custom', undefined],
    ['', 'k8s-be-80--', undefined],
    ['', 'foo-k8s-be-80', undefined],
    ['', 'k8s-be-0', undefined],
    ['', 'k8s-be-65536', undefined],
    ['', 'k8s-be-foo', undefined],
    ['uid', 'k8s-ig--uid', undefined],
  ])('of cluster %j, %s is the backend of port %s', (cluster, name, port) => {
    expect(new Namer(cluster).ownBackendPort(name)).toBe(port);
  });
});

describe('laws', () => {
  test('a backend name tells its port and its owner', () => {
    fc.assert(
      fc.property(uid, nodePort, (cluster, port) => {
        const namer = new Namer(cluster);
        const name = namer.backend(port);
        expect(namer.backendPort(name)).toBe(String(port));
        expect(namer.belongs(name)).toBe(true);
        expect(namer.ownBackendPort(name)).toBe(port);
        expect(namer.parse(name)).toEqual({ clusterName: cluster, resource: 'be' });
      }),
    );
  });

  test('clusters of different names own nothing of each other', () => {
    fc.assert(
      fc.property(uid, uid, nodePort, (one, other, port) => {
        fc.pre(one !== other);
        expect(new Namer(one).belongs(new Namer(other).backend(port))).toBe(false);
        expect(new Namer(one).ownBackendPort(new Namer(other).backend(port))).toBeUndefined();
      }),
    );
  });

  test('different ports have different names, while the name fits', () => {
    fc.assert(
      fc.property(uid, nodePort, nodePort, (cluster, a, b) => {
        fc.pre(a !== b);
        expect(new Namer(cluster).backend(a)).not.toBe(new Namer(cluster).backend(b));
      }),
    );
  });

  test('with a cluster name, no name is longer than 63 bytes', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 90, unit: 'grapheme' }), nodePort, (cluster, port) => {
        const namer = new Namer(cluster);
        fc.pre(namer.clusterName !== '');
        for (const name of [namer.backend(port), namer.instanceGroup(), namer.loadBalancer('ns/n')]) {
          expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(63);
        }
      }),
    );
  });

  test('an own port is always one whose name it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'uid'),
        fc.stringMatching(/^(k8s-be-)?0?[0-9]{0,6}(-x)?(--)?(uid)?$/),
        (cluster, name) => {
          const namer = new Namer(cluster);
          const port = namer.ownBackendPort(name);
          expect([undefined, name]).toContain(port === undefined ? undefined : namer.backend(port));
        },
      ),
    );
  });
});
