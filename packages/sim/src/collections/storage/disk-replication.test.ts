import { describe, expect, test } from 'vitest';
import { instance, LINK } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const ZONE = 'zones/us-central1-a';
const OTHER = 'zones/us-east1-b';
const SECONDARY = `projects/p1/${OTHER}/disks/b`;
const GROUP = 'regions/us-central1/resourcePolicies/g';

function projectWithPair(): TestProject {
  const project = testProject();
  project.make('POST', 'regions/us-central1/resourcePolicies', { name: 'g', diskConsistencyGroupPolicy: {} });
  project.make('POST', `${ZONE}/disks`, { name: 'a', sizeGb: '10', resourcePolicies: [GROUP] });
  project.make('POST', `${OTHER}/disks`, { name: 'b', asyncPrimaryDisk: { disk: `projects/p1/${ZONE}/disks/a` } });
  return project;
}

const stateOf = (project: TestProject, disk: string) => project.get(disk)['resourceStatus'];
const begin = (project: TestProject) =>
  project.make('POST', `${ZONE}/disks/a/startAsyncReplication`, { asyncSecondaryDisk: `${OTHER}/disks/b` });

describe('replication to another region', () => {
  test('links a secondary disk to its primary, whose size it has', () => {
    const project = projectWithPair();
    const primary = project.get(`${ZONE}/disks/a`);
    expect(project.get(`${OTHER}/disks/b`)).toMatchObject({
      asyncPrimaryDisk: { disk: `${LINK}${ZONE}/disks/a`, diskId: primary['id'] },
      sizeGb: '10',
    });
  });

  test('needs a secondary disk of the same size', () => {
    const other = { name: 'c', sizeGb: '20', asyncPrimaryDisk: { disk: `projects/p1/${ZONE}/disks/a` } };
    expect(projectWithPair().refusal('POST', `${OTHER}/disks`, other)).toMatch(
      /'resource.sizeGb': '20'.*as large as its primary disk: 10 GB\.$/,
    );
  });

  test('is started, shown by both disks, and stopped from either', () => {
    for (const [stopped] of [[`${ZONE}/disks/a`], [`${OTHER}/disks/b`]]) {
      const project = projectWithPair();
      begin(project);
      expect(project.get(`${ZONE}/disks/a`)['asyncSecondaryDisks']).toMatchObject({
        [SECONDARY]: { asyncReplicationDisk: { disk: `${LINK}${OTHER}/disks/b` } },
      });
      expect(stateOf(project, `${OTHER}/disks/b`)).toEqual({ asyncPrimaryDisk: { state: 'ACTIVE' } });
      expect(stateOf(project, `${ZONE}/disks/a`)).toEqual({
        asyncSecondaryDisks: { [SECONDARY]: { state: 'ACTIVE' } },
      });
      project.make('POST', `${stopped}/stopAsyncReplication`);
      expect(stateOf(project, `${ZONE}/disks/a`)).toEqual({
        asyncSecondaryDisks: { [SECONDARY]: { state: 'STOPPED' } },
      });
      expect(stateOf(project, `${OTHER}/disks/b`)).toEqual({ asyncPrimaryDisk: { state: 'STOPPED' } });
    }
  });

  test('begins again with a new secondary disk, after which the old ones can be deleted', () => {
    const project = projectWithPair();
    begin(project);
    project.make('POST', `${ZONE}/disks/a/stopAsyncReplication`);
    const start = `${ZONE}/disks/a/startAsyncReplication`;
    expect(project.refusal('POST', start, { asyncSecondaryDisk: `${OTHER}/disks/b` })).toMatch(
      /'resource.asyncSecondaryDisk'.*was stopped/,
    );
    project.make('POST', `${OTHER}/disks`, { name: 'c', asyncPrimaryDisk: { disk: `projects/p1/${ZONE}/disks/a` } });
    project.make('POST', start, { asyncSecondaryDisk: `${OTHER}/disks/c` });
    expect(Object.keys(project.get(`${ZONE}/disks/a`)['asyncSecondaryDisks'] ?? {})).toEqual([
      `projects/p1/${OTHER}/disks/c`,
    ]);
    project.make('POST', `${ZONE}/disks/a/stopAsyncReplication`);
    for (const disk of [`${OTHER}/disks/b`, `${OTHER}/disks/c`, `${ZONE}/disks/a`]) project.make('DELETE', disk);
  });

  test('waits for what is still being done to the other disk', () => {
    const project = projectWithPair();
    project.make('POST', 'regions/us-east1/resourcePolicies', { name: 'h', diskConsistencyGroupPolicy: {} });
    const other = 'regions/us-east1/resourcePolicies/h';
    project.begin('POST', `${OTHER}/disks/b/addResourcePolicies`, { resourcePolicies: [other] });
    begin(project);
    expect(project.get(`${OTHER}/disks/b`)).toMatchObject({
      resourcePolicies: [LINK + other],
      resourceStatus: { asyncPrimaryDisk: { state: 'ACTIVE' } },
    });
    project.begin('POST', `${OTHER}/disks/b/removeResourcePolicies`, { resourcePolicies: [other] });
    project.make('POST', `${ZONE}/disks/a/stopAsyncReplication`);
    const disk = project.get(`${OTHER}/disks/b`);
    expect(disk).not.toHaveProperty('resourcePolicies');
    expect(disk['resourceStatus']).toEqual({ asyncPrimaryDisk: { state: 'STOPPED' } });
  });

  test('is stopped for a whole group', () => {
    const project = projectWithPair();
    begin(project);
    project.make('POST', `${ZONE}/disks/stopGroupAsyncReplication`, { resourcePolicy: GROUP });
    expect(stateOf(project, `${OTHER}/disks/b`)).toEqual({ asyncPrimaryDisk: { state: 'STOPPED' } });
  });

  test('keeps its disks from being deleted, and the secondary from being attached', () => {
    const project = projectWithPair();
    begin(project);
    for (const disk of [`${ZONE}/disks/a`, `${OTHER}/disks/b`]) {
      expect(project.refusal('DELETE', disk)).toMatch(/asynchronous replication, which must be stopped first/);
    }
    project.make('POST', `${OTHER}/instances`, instance('i'));
    const attach = () => project.send('POST', `${OTHER}/instances/i/attachDisk`, { source: `${OTHER}/disks/b` });
    expect(attach().status).toBe(400);
    project.make('POST', `${ZONE}/disks/a/stopAsyncReplication`);
    expect(attach().status).toBe(200);
  });

  test('is between disks that were made for it, in two regions', () => {
    const project = projectWithPair();
    project.make('POST', `${OTHER}/disks`, { name: 'c' });
    const body = { asyncSecondaryDisk: `${OTHER}/disks/c` };
    expect(project.refusal('POST', `${ZONE}/disks/a/startAsyncReplication`, body)).toMatch(
      /not made as a secondary disk/,
    );
    const near = { name: 'd', asyncPrimaryDisk: { disk: `${ZONE}/disks/a` } };
    expect(project.refusal('POST', `${ZONE}/disks`, near)).toMatch(/must be in another region/);
    const missing = { name: 'd', asyncPrimaryDisk: { disk: `${ZONE}/disks/x` } };
    expect(project.refusal('POST', `${OTHER}/disks`, missing)).toMatch(
      /'resource\.asyncPrimaryDisk\.disk'.*cannot be found/,
    );
  });
});

describe('a consistency group', () => {
  test('is cloned', () => {
    const project = projectWithPair();
    const operation = project.finish('POST', `${ZONE}/disks/bulkInsert`, { sourceConsistencyGroupPolicy: GROUP });
    expect(operation).toMatchObject({ operationType: 'bulkInsert', status: 'DONE' });
    const clones = project.list(`${ZONE}/disks`).filter(({ name }) => name !== 'a');
    expect(clones).toMatchObject([
      {
        sourceDisk: `${LINK}${ZONE}/disks/a`,
        sourceConsistencyGroupPolicy: LINK + GROUP,
        sizeGb: '10',
        status: 'READY',
      },
    ]);
    expect(project.refusal('POST', `${OTHER}/disks/bulkInsert`, { sourceConsistencyGroupPolicy: GROUP })).toMatch(
      /has no disks in/,
    );
  });

  test('has an instant snapshot taken of each of its disks, and disks made of those', () => {
    const project = projectWithPair();
    const group = `${ZONE}/instantSnapshotGroups`;
    project.make('POST', group, { name: 's', sourceConsistencyGroup: GROUP });
    expect(project.get(`${group}/s`)).toMatchObject({ status: 'READY', sourceConsistencyGroup: LINK + GROUP });
    expect(project.list(`${ZONE}/instantSnapshots`)).toMatchObject([
      { sourceDisk: `${LINK}${ZONE}/disks/a`, sourceInstantSnapshotGroup: `${LINK}${group}/s`, zone: LINK + ZONE },
    ]);
    const instantSnapshotGroupParameters = { sourceInstantSnapshotGroup: `${group}/s` };
    project.make('POST', `${ZONE}/disks/bulkInsert`, { instantSnapshotGroupParameters });
    expect(project.list(`${ZONE}/disks`)).toHaveLength(2);
    project.make('DELETE', `${group}/s`);
    expect(project.list(`${ZONE}/instantSnapshots`)).toEqual([]);
  });
});
