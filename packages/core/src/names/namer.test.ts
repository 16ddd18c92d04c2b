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
  });
});

describe('names', () => {
  test('carry no suffix without a cluster name, however long', () => {
    const namer = new Namer();
    expect(namer.backend(30001)).toBe('k8s-be-30001');
    expect(namer.instanceGroup()).toBe('k8s-ig');
  });

  test('are cut to 62 bytes and a 0', () => {
    const namer = new Namer('u'.repeat(80));
    expect(namer.backend(30001)).toBe(`k8s-be-30001--${'u'.repeat(48)}0`);
    expect(namer.instanceGroup()).toHaveLength(63);
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

describe('what belongs', () => {
  test('not a truncated name of another cluster', () => {
    const name = new Namer(`${'u'.repeat(60)}a`).backend(30_001);
    expect(new Namer('u'.repeat(20)).ownBackendPort(name)).toBeUndefined();
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
        expect(namer.ownBackendPort(name)).toBe(port);
      }),
    );
  });

  test('clusters of different names own nothing of each other', () => {
    fc.assert(
      fc.property(uid, uid, nodePort, (one, other, port) => {
        fc.pre(one !== other);
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
        for (const name of [namer.backend(port), namer.instanceGroup()]) {
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
