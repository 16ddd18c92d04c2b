import { describe, expect, test } from 'vitest';
import { testProject } from '../../test/test-project.ts';
import { isRegion, isZone, regionNames, regionOfZone, zoneNames, zonesOf } from './geography.ts';

const project = testProject();
const link = (path: string): string => `https://www.googleapis.com/compute/v1/projects/p1/${path}`;

describe('geography', () => {
  test('regions and zones are in order, which pages rely on', () => {
    expect(regionNames).toEqual(regionNames.toSorted());
    expect(zoneNames).toEqual(zoneNames.toSorted());
    expect(new Set(zoneNames).size).toBe(zoneNames.length);
  });

  test('every zone is of a region, and every region has zones', () => {
    for (const zone of zoneNames) expect(zonesOf(regionOfZone(zone))).toContain(zone);
    for (const region of regionNames) expect(zonesOf(region).length).toBeGreaterThanOrEqual(3);
  });

  test.each(['', 'us-central1', 'us-central1-a ', 'US-CENTRAL1-A', 'us-central1-z', '__proto__', 'constructor'])(
    '%j is no zone',
    (name) => {
      expect(isZone(name)).toBe(false);
    },
  );

  test.each(['', 'us-central1-a', 'constructor', '__proto__', 'toString'])('%j is no region', (name) => {
    expect(isRegion(name)).toBe(false);
    expect(zonesOf(name)).toEqual([]);
  });
});

describe('zones', () => {
  test('are up, and say where they are', () => {
    expect(project.get('zones/us-central1-a')).toMatchObject({
      kind: 'compute#zone',
      name: 'us-central1-a',
      description: 'us-central1-a',
      status: 'UP',
      region: link('regions/us-central1'),
      selfLink: link('zones/us-central1-a'),
    });
  });

  test('are listed, all of them', () => {
    expect(project.names('zones')).toEqual(zoneNames);
    expect(project.get('zones')).toMatchObject({
      kind: 'compute#zoneList',
      id: 'projects/p1/zones',
      selfLink: link('zones'),
    });
  });

  test('that are not there are not found', () => {
    expect(project.refused('GET', 'zones/us-central1-z')).toMatchObject({
      status: 404,
      message: "The resource 'projects/p1/zones/us-central1-z' was not found",
    });
  });

  test('nothing can be put in one that is not there', () => {
    expect(project.refused('POST', 'zones/us-central1-z/instanceGroups', { name: 'g' }).message).toContain(
      'Unknown zone.',
    );
    expect(project.refused('GET', 'regions/us-central9/addresses').message).toContain('Unknown region.');
  });
});

describe('regions', () => {
  test('are up, and name their zones', () => {
    expect(project.get('regions/us-central1')).toMatchObject({
      kind: 'compute#region',
      name: 'us-central1',
      status: 'UP',
      zones: ['a', 'b', 'c', 'f'].map((letter) => link(`zones/us-central1-${letter}`)),
    });
    expect(project.names('regions')).toEqual(regionNames);
  });
});

describe('machine types', () => {
  test('name their zone bare, and are of zones that have their series', () => {
    expect(project.get('zones/us-central1-a/machineTypes/n1-standard-2')).toMatchObject({
      kind: 'compute#machineType',
      name: 'n1-standard-2',
      guestCpus: 2,
      memoryMb: 7680,
      description: '2 vCPUs, 7.5 GB RAM',
      zone: 'us-central1-a',
      selfLink: link('zones/us-central1-a/machineTypes/n1-standard-2'),
    });
    expect(project.refused('GET', 'zones/us-central1-a/machineTypes/z9-mega-1').status).toBe(404);
    const names = project.names('zones/us-central1-a/machineTypes');
    expect(names).toContain('t2a-standard-1');
    expect(project.names('zones/europe-west1-b/machineTypes')).toEqual(
      names.filter((name) => !/^(?:a2|ct5lp|ct5p|h3|h4d|t2a)-/.test(name)),
    );
    expect(project.refused('GET', 'zones/europe-west1-b/machineTypes/t2a-standard-1').status).toBe(404);
  });

  test('are listed in order', () => {
    const names = project.names('zones/us-central1-a/machineTypes');
    expect(names).toEqual([...names].toSorted());
    expect(names).toContain('e2-medium');
  });
});

test('what is fixed cannot be made or removed', () => {
  for (const [method, path] of [
    ['POST', 'zones'],
    ['DELETE', 'zones/us-central1-a'],
    ['POST', 'zones/us-central1-a/machineTypes'],
  ] as const) {
    expect(project.refused(method, path, { name: 'x' }).status).toBe(404);
  }
});
