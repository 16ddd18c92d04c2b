import { describe, expect, test } from 'vitest';
import { asString } from '../../kernel/json.ts';
import { instance, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const REGION = 'regions/us-east1';

function projectWithSubnetworks(): TestProject {
  const project = testProject();
  for (const [index, name] of ['a', 'b'].entries()) {
    project.finish('POST', 'global/networks', { name, autoCreateSubnetworks: false });
    const body = { name, network: `global/networks/${name}`, ipCidrRange: `10.${index}.0.0/24` };
    project.finish('POST', `${REGION}/subnetworks`, body);
  }
  return project;
}

const insert = (project: TestProject, ...names: readonly string[]) =>
  project.send('POST', `${REGION}/networkAttachments`, {
    name: 'n',
    subnetworks: names.map((name) => `${REGION}/subnetworks/${name}`),
  });

describe('networkAttachments', () => {
  test('are of the network of their subnetworks', () => {
    const project = projectWithSubnetworks();
    expect(insert(project, 'a').status).toBe(200);
    expect(project.get(`${REGION}/networkAttachments/n`)).toMatchObject({
      connectionPreference: 'ACCEPT_AUTOMATIC',
      network: 'https://www.googleapis.com/compute/v1/projects/p1/global/networks/a',
      fingerprint: expect.any(String),
    });
    expect(project.refusal('DELETE', `${REGION}/subnetworks/a`)).toMatch(/being used by .*networkAttachments\/n/);
  });

  test('are used by the interfaces of instances, which name one that exists', () => {
    const project = projectWithSubnetworks();
    project.make('POST', `${REGION}/networkAttachments`, { name: 'n', subnetworks: [`${REGION}/subnetworks/a`] });
    const attached = (name: string): object =>
      instance('i', { networkInterfaces: [{ subnetwork: `${REGION}/subnetworks/b` }, { networkAttachment: name }] });
    const link = `projects/p1/${REGION}/networkAttachments/n`;
    expect(project.refusal('POST', `${ZONE}/instances`, attached(`${link}x`))).toContain('networkAttachments/nx');
    project.make('POST', `${ZONE}/instances`, attached(link));
    expect(project.get(`${ZONE}/instances/i`)['networkInterfaces']).toMatchObject([
      {},
      { networkAttachment: `https://www.googleapis.com/compute/v1/${link}` },
    ]);
  });

  test('have subnetworks, all of one network', () => {
    const project = projectWithSubnetworks();
    expect(insert(project).body).toMatchObject({
      error: { message: "Required field 'resource.subnetworks' not specified" },
    });
    expect(JSON.stringify(insert(project, 'a', 'b').body)).toContain('resource.subnetworks[1]');
  });

  test('need the fingerprint for a patch', () => {
    const project = projectWithSubnetworks();
    insert(project, 'a');
    expect(project.get(`${REGION}/networkAttachments/n`)).not.toHaveProperty('description');
    expect(project.refusal('PATCH', `${REGION}/networkAttachments/n`, { description: 'd' })).toBe(
      "400 Required field 'resource.fingerprint' not specified",
    );
  });
});

describe('networkEdgeSecurityServices', () => {
  test('name their operations in words', () => {
    const project = testProject();
    const path = `${REGION}/networkEdgeSecurityServices`;
    expect(project.finish('POST', path, { name: 's' })['operationType']).toBe('createNetworkEdgeSecurityService');
    const { fingerprint, id, selfLinkWithId } = project.get(`${path}/s`);
    expect(selfLinkWithId).toBe(`https://www.googleapis.com/compute/v1/projects/p1/${path}/${asString(id)}`);
    const patched = project.finish('PATCH', `${path}/s`, { description: 'd', fingerprint });
    expect(patched['operationType']).toBe('updateNetworkEdgeSecurityService');
    expect(project.finish('DELETE', `${path}/s`)['operationType']).toBe('deleteNetworkEdgeSecurityService');
  });
});
