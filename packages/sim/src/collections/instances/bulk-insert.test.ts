import { describe, expect, test } from 'vitest';
import { asString } from '../../kernel/json.ts';
import { DEBIAN, LINK, template, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const BULK = `${ZONE}/instances/bulkInsert`;
const REGION = 'regions/us-central1';
const TEMPLATE = { sourceInstanceTemplate: 'global/instanceTemplates/t' };

function projectWithTemplate(properties: object = {}): TestProject {
  const project = testProject();
  project.make('POST', 'global/instanceTemplates', template('t', properties));
  return project;
}

const instanceProperties = {
  machineType: 'e2-small',
  disks: [{ boot: true, initializeParams: { sourceImage: DEBIAN } }],
  networkInterfaces: [{ network: 'global/networks/default' }],
};

describe('instances are made in bulk', () => {
  test('of a template, under numbered names, with all that belongs to each', () => {
    const project = projectWithTemplate({ labels: { a: 'b' } });
    const operation = project.finish('POST', BULK, { ...TEMPLATE, count: '3', namePattern: 'vm-##-x' });
    expect(operation).toMatchObject({ operationType: 'bulkInsert', status: 'DONE', zone: LINK + ZONE });
    const names = ['vm-01-x', 'vm-02-x', 'vm-03-x'];
    expect(project.names(`${ZONE}/instances`)).toEqual(names);
    expect(project.names(`${ZONE}/disks`)).toEqual(names);
    const addresses = project
      .list(`${ZONE}/instances`)
      .map(({ networkInterfaces }) => Object(networkInterfaces)[0].networkIP);
    expect(new Set(addresses).size).toBe(3);
    expect(project.get(`${ZONE}/instances/vm-02-x`)).toMatchObject({
      labels: { a: 'b' },
      machineType: `${LINK}${ZONE}/machineTypes/e2-small`,
      status: 'RUNNING',
      zone: LINK + ZONE,
    });
  });

  test('with numbers after the biggest that is there', () => {
    const project = projectWithTemplate();
    for (const count of ['2', '1']) project.make('POST', BULK, { ...TEMPLATE, count, namePattern: 'vm-####' });
    expect(project.names(`${ZONE}/instances`)).toEqual(['vm-0001', 'vm-0002', 'vm-0003']);
  });

  test('under names of their own, with hostnames', () => {
    const project = testProject();
    const perInstanceProperties = { a: { hostname: 'a.example.com' }, b: {} };
    project.make('POST', BULK, { instanceProperties, perInstanceProperties, count: '2' });
    expect(project.names(`${ZONE}/instances`)).toEqual(['a', 'b']);
    expect(project.get(`${ZONE}/instances/a`)).toMatchObject({
      hostname: 'a.example.com',
      networkInterfaces: [{ network: `${LINK}global/networks/default` }],
    });
  });

  test('of a template that the request changes in parts', () => {
    const project = projectWithTemplate({ labels: { a: 'b' }, scheduling: { automaticRestart: false } });
    const changed = { machineType: 'n1-standard-1', labels: { c: 'd' } };
    project.make('POST', BULK, { ...TEMPLATE, instanceProperties: changed, count: '1', namePattern: 'vm-#' });
    expect(project.get(`${ZONE}/instances/vm-1`)).toMatchObject({
      labels: { a: 'b', c: 'd' },
      machineType: `${LINK}${ZONE}/machineTypes/n1-standard-1`,
      scheduling: { automaticRestart: false },
    });
  });

  test.each([
    [{ ...TEMPLATE, count: '1' }, "Required field 'resource.namePattern' not specified"],
    [{ count: '1', namePattern: 'a-#' }, "Required field 'resource.instanceProperties' not specified"],
    [{ ...TEMPLATE, count: '0', namePattern: 'a-#' }, "'resource.count': '0'"],
    [{ ...TEMPLATE, count: '2', minCount: '3', namePattern: 'a-#' }, "'resource.minCount': '3'"],
    [{ ...TEMPLATE, count: '1', namePattern: 'a' }, "'resource.namePattern': 'a'"],
    [{ ...TEMPLATE, count: '1', namePattern: 'a-#-#' }, "'resource.namePattern'"],
    [{ ...TEMPLATE, count: '2', perInstanceProperties: { a: {} } }, "'resource.count': '2'"],
    [
      { sourceInstanceTemplate: 'global/instanceTemplates/x', count: '1', namePattern: 'a-#' },
      "instanceTemplates/x' was not found",
    ],
    [
      { instanceProperties: { ...instanceProperties, machineType: 'x' }, count: '1', namePattern: 'a-#' },
      "'resource.instanceProperties.machineType'",
    ],
    [
      {
        instanceProperties: { ...instanceProperties, networkInterfaces: [{ network: 'global/networks/x' }] },
        count: '1',
        namePattern: 'a-#',
      },
      "'resource.instanceProperties.networkInterfaces[0].network'",
    ],
    [
      {
        instanceProperties: {
          ...instanceProperties,
          disks: [{ boot: true, initializeParams: { sourceSnapshot: 'global/snapshots/s' } }],
        },
        count: '1',
        namePattern: 'a-#',
      },
      'use an image instead',
    ],
  ])('or refused: %j', (body, message) => {
    const project = projectWithTemplate();
    expect(project.refusal('POST', BULK, body)).toContain(message);
    expect(project.names(`${ZONE}/instances`)).toEqual([]);
  });

  test('all or none', () => {
    const project = projectWithTemplate();
    project.make('POST', BULK, { ...TEMPLATE, perInstanceProperties: { b: {} } });
    expect(project.refusal('POST', BULK, { ...TEMPLATE, perInstanceProperties: { a: {}, b: {} } })).toMatch(
      /^409 .*already exists$/,
    );
    expect(project.names(`${ZONE}/instances`)).toEqual(['b']);
  });
});

describe('instances of a region are made in bulk', () => {
  const zonesOf = (locationPolicy: object, count = '3'): readonly string[] => {
    const project = projectWithTemplate();
    const body = { ...TEMPLATE, count, namePattern: 'vm-#', locationPolicy };
    const operation = project.finish('POST', `${REGION}/instances/bulkInsert`, body);
    expect(operation).toMatchObject({ operationType: 'bulkInsert', status: 'DONE', region: LINK + REGION });
    const zones = ['a', 'b', 'c', 'f'].flatMap((letter) => project.list(`zones/us-central1-${letter}/instances`));
    return zones.map(({ zone }) => asString(zone).slice(-1));
  };
  const denied = (...letters: readonly string[]) =>
    Object.fromEntries(letters.map((letter) => [`zones/us-central1-${letter}`, { preference: 'DENY' }]));

  test.each([
    [{}, ['a', 'a', 'a']],
    [{ locations: denied('a') }, ['b', 'b', 'b']],
    [{ locations: { 'zones/us-central1-c': { preference: 'ALLOW' } } }, ['c', 'c', 'c']],
    [{ targetShape: 'BALANCED' }, ['a', 'b', 'c']],
    [
      { targetShape: 'BALANCED', zones: [{ zone: 'zones/us-central1-f' }, { zone: 'zones/us-central1-b' }] },
      ['b', 'f', 'f'],
    ],
    [{ targetShape: 'ANY', locations: { 'zones/us-central1-a': { constraints: { maxCount: 1 } } } }, ['a', 'b', 'b']],
  ])('in zones that follow from %j', (policy, zones) => {
    expect(zonesOf(policy)).toEqual(zones);
  });

  test.each([
    ['of a template', { machineType: 'h3-standard-88' }, {}],
    ['of the request', {}, { instanceProperties: { machineType: 'h3-standard-88' } }],
    ['by its link', {}, { instanceProperties: { machineType: 'zones/us-west4-c/machineTypes/h3-standard-88' } }],
  ])('in zones that have the machine type: %s', (_, properties, body) => {
    const project = projectWithTemplate(properties);
    project.make('POST', 'regions/us-west4/instances/bulkInsert', {
      ...TEMPLATE,
      ...body,
      count: '1',
      namePattern: 'vm-#',
    });
    expect(project.names('zones/us-west4-c/instances')).toEqual(['vm-1']);
  });

  test.each([
    [{ locations: denied('a', 'b', 'c', 'f') }, 'leaves no room for 1 instances'],
    [{ locations: { 'zones/us-east1-b': { preference: 'ALLOW' } } }, "must be in region 'us-central1'"],
    [{ locations: { 'us-central1-a': { preference: 'ALLOW' } } }, 'Zones must be given as URLs'],
    [{ zones: [{ zone: 'us-central1-a' }] }, 'Zones must be given as URLs'],
  ])('unless %j leaves none', (locationPolicy, message) => {
    const body = { ...TEMPLATE, count: '1', namePattern: 'vm-#', locationPolicy };
    expect(projectWithTemplate().refusal('POST', `${REGION}/instances/bulkInsert`, body)).toContain(message);
  });
});
