import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const TEMPLATES = 'regions/us-central1/nodeTemplates';
const GROUPS = 'zones/us-central1-a/nodeGroups';

function projectWithGroup(): TestProject {
  const project = testProject();
  project.finish('POST', TEMPLATES, { name: 't', nodeType: 'n1-node-96-624' });
  project.finish('POST', `${GROUPS}?initialNodeCount=2`, { name: 'g', nodeTemplate: `${TEMPLATES}/t` });
  return project;
}

const nodes = (project: TestProject) =>
  project.send('POST', `${GROUPS}/g/listNodes`).body?.['items'] as { name: string }[];

describe('node templates', () => {
  test('show their defaults, and name their operations in full', () => {
    const project = testProject();
    const operation = project.finish('POST', TEMPLATES, {
      name: 't',
      nodeTypeFlexibility: { cpus: '96', memory: 'any' },
    });
    expect(operation['operationType']).toBe('compute.nodeTemplates.insert');
    expect(project.get(`${TEMPLATES}/t`)).toMatchObject({
      serverBinding: { type: 'RESTART_NODE_ON_ANY_SERVER' },
      status: 'READY',
    });
  });

  test('are of a type that exists', () => {
    expect(testProject().refusal('POST', TEMPLATES, { name: 't' })).toMatch(/resource.nodeType/);
    expect(testProject().refusal('POST', TEMPLATES, { name: 't', nodeType: 'x-node' })).toMatch(/cannot be found/);
  });

  test('cannot be deleted while a group uses them', () => {
    expect(projectWithGroup().refusal('DELETE', `${TEMPLATES}/t`)).toMatch(/node_template .* already being used/);
  });
});

describe('node groups', () => {
  test('have as many nodes as they were made with', () => {
    const project = projectWithGroup();
    expect(project.get(`${GROUPS}/g`)).toMatchObject({ size: 2, status: 'READY', maintenancePolicy: 'DEFAULT' });
    expect(nodes(project)).toEqual([
      expect.objectContaining({ nodeType: 'n1-node-96-624', status: 'READY' }),
      expect.anything(),
    ]);
  });

  test('grow and shrink', () => {
    const project = projectWithGroup();
    project.finish('POST', `${GROUPS}/g/addNodes`, { additionalNodeCount: 1 });
    expect(project.get(`${GROUPS}/g`)['size']).toBe(3);
    project.finish('POST', `${GROUPS}/g/deleteNodes`, { nodes: [nodes(project)[0]?.name] });
    expect(project.get(`${GROUPS}/g`)['size']).toBe(2);
    expect(project.refusal('POST', `${GROUPS}/g/deleteNodes`, { nodes: ['x'] })).toMatch(/resource.nodes\[0\]/);
    for (const additionalNodeCount of [0, 101, 2_147_483_647]) {
      expect(project.refusal('POST', `${GROUPS}/g/addNodes`, { additionalNodeCount })).toMatch(/additionalNodeCount/);
    }
  });

  test('can be given another template', () => {
    const project = projectWithGroup();
    project.finish('POST', TEMPLATES, { name: 'u', nodeType: 'n2-node-80-640' });
    project.finish('POST', `${GROUPS}/g/setNodeTemplate`, { nodeTemplate: `${TEMPLATES}/u` });
    expect(project.get(`${GROUPS}/g`)['nodeTemplate']).toMatch(/nodeTemplates\/u$/);
  });
});

test('zones list the types of nodes', () => {
  const types = testProject().list('zones/us-central1-a/nodeTypes');
  expect(types).toContainEqual(expect.objectContaining({ name: 'n1-node-96-624', guestCpus: 96, memoryMb: 638_976 }));
});

test('node groups are shared with projects as the request names them', () => {
  const project = testProject();
  project.make('POST', 'regions/us-central1/nodeTemplates', { name: 't', nodeType: 'n1-node-96-624' });
  const shareSettings = { shareType: 'SPECIFIC_PROJECTS', projectMap: { other: { projectId: 'other' } } };
  const body = { name: 'g', nodeTemplate: 'regions/us-central1/nodeTemplates/t', shareSettings };
  project.make('POST', 'zones/us-central1-a/nodeGroups?initialNodeCount=1', body);
  expect(project.get('zones/us-central1-a/nodeGroups/g')['shareSettings']).toEqual(shareSettings);
});

test('the disks of nodes are local', () => {
  const withDisk = (diskType: string) => ({
    name: 't',
    nodeType: 'c2-node-60-240',
    disks: [{ diskCount: 1, diskType }],
  });
  const project = testProject();
  expect(project.refusal('POST', TEMPLATES, withDisk('pd-ssd'))).toMatch(
    /disks\[0\]\.diskType': 'pd-ssd'.*local storage/,
  );
  project.make('POST', TEMPLATES, withDisk('local-ssd'));
});

test('a group that is scaled says how many nodes it has at most', () => {
  const project = testProject();
  project.make('POST', TEMPLATES, { name: 't', nodeType: 'n1-node-96-624' });
  const scaled = (more: object) => ({
    name: 'g',
    nodeTemplate: `${TEMPLATES}/t`,
    autoscalingPolicy: { mode: 'ON', ...more },
  });
  expect(project.refusal('POST', `${GROUPS}?initialNodeCount=0`, scaled({}))).toContain(
    "'resource.autoscalingPolicy.maxNodes'",
  );
  project.make('POST', `${GROUPS}?initialNodeCount=0`, scaled({ maxNodes: 3 }));
});
