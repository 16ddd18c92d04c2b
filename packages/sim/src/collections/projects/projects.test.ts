import { describe, expect, test } from 'vitest';
import { asArray, asObject } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { projectIn, testProject } from '../../../test/test-project.ts';

/** `projects/p1` itself: a path relative to it would end in a slash. */
const projectOf = ({ simulator }: TestProject, name = 'p1') =>
  simulator.handle({ method: 'GET', url: `/compute/v1/projects/${name}` }).body ?? {};

describe('projects', () => {
  test('have common metadata with a fingerprint of its own', () => {
    const project = testProject();
    const before = asObject(projectOf(project)['commonInstanceMetadata']);
    const items = [{ key: 'a', value: 'b' }];
    project.finish('POST', 'setCommonInstanceMetadata', { items, fingerprint: before['fingerprint'] });
    const after = asObject(projectOf(project)['commonInstanceMetadata']);
    expect(after).toMatchObject({ kind: 'compute#metadata', items });
    expect(after['fingerprint']).not.toBe(before['fingerprint']);
    const stale = { items: [], fingerprint: before['fingerprint'] };
    expect(project.refusal('POST', 'setCommonInstanceMetadata', stale)).toBe(
      '412 Supplied fingerprint does not match current metadata fingerprint.',
    );
  });

  test('export their usage until they are told not to', () => {
    const project = testProject();
    project.finish('POST', 'setUsageExportBucket', { bucketName: 'bucket', reportNamePrefix: 'x' });
    expect(projectOf(project)['usageExportLocation']).toEqual({ bucketName: 'bucket', reportNamePrefix: 'x' });
    project.finish('POST', 'setUsageExportBucket', {});
    expect(projectOf(project)).not.toHaveProperty('usageExportLocation');
  });

  test('have several settings changed at once', () => {
    const project = testProject();
    project.begin('POST', 'setDefaultNetworkTier', { networkTier: 'STANDARD' });
    project.begin('POST', 'setCloudArmorTier', { cloudArmorTier: 'CA_ENTERPRISE_PAYGO' });
    project.finish('POST', 'setCommonInstanceMetadata', { items: [{ key: 'a', value: 'b' }] });
    expect(projectOf(project)).toMatchObject({
      defaultNetworkTier: 'STANDARD',
      cloudArmorTier: 'CA_ENTERPRISE_PAYGO',
      commonInstanceMetadata: { items: [{ key: 'a', value: 'b' }] },
    });
  });

  test('have tiers', () => {
    const project = testProject();
    project.finish('POST', 'setDefaultNetworkTier', { networkTier: 'STANDARD' });
    project.finish('POST', 'setCloudArmorTier', { cloudArmorTier: 'CA_ENTERPRISE_PAYGO' });
    expect(projectOf(project)).toMatchObject({ defaultNetworkTier: 'STANDARD', cloudArmorTier: 'CA_ENTERPRISE_PAYGO' });
  });

  test('give their network tier to what has an external address in a region and names none', () => {
    const project = testProject();
    project.finish('POST', 'setDefaultNetworkTier', { networkTier: 'STANDARD' });
    const tierOf = (collection: string, body: object): unknown => {
      project.make('POST', collection, { name: 'x', ...body });
      return project.get(`${collection}/x`)['networkTier'];
    };
    project.make('POST', 'regions/us-east1/targetPools', { name: 'pool' });
    const target = 'regions/us-east1/targetPools/pool';
    expect(tierOf('regions/us-east1/addresses', {})).toBe('STANDARD');
    expect(tierOf('regions/us-east1/forwardingRules', { target, portRange: '80' })).toBe('STANDARD');
    expect(tierOf('global/addresses', {})).toBe('PREMIUM');
    const subnetwork = 'regions/us-west1/subnetworks/default';
    expect(tierOf('regions/us-west1/addresses', { addressType: 'INTERNAL', subnetwork })).toBe('PREMIUM');
  });
});

function hostProject(): TestProject {
  const project = testProject();
  project.finish('POST', 'enableXpnHost');
  return project;
}

describe('shared VPC', () => {
  const SERVICE = { xpnResource: { id: 'service', type: 'PROJECT' } };

  test('has hosts, which know their service projects and are known by them', () => {
    const project = hostProject();
    expect(projectOf(project)['xpnProjectStatus']).toBe('HOST');
    project.finish('POST', 'enableXpnResource', SERVICE);
    expect(project.get('getXpnResources')['resources']).toEqual([{ id: 'service', type: 'PROJECT' }]);
    const host = project.simulator.handle({ method: 'GET', url: '/compute/v1/projects/service/getXpnHost' }).body;
    expect(host).toMatchObject({ kind: 'compute#project', name: 'p1' });
    expect(project.send('POST', 'listXpnHosts', {}).body?.['items']).toMatchObject([{ name: 'p1' }]);
    expect(project.get('getXpnHost')).toEqual({});
  });

  test('lets go of a service project, and then of the host', () => {
    const project = hostProject();
    project.finish('POST', 'enableXpnResource', SERVICE);
    expect(project.refusal('POST', 'disableXpnHost')).toMatch(/^400 .*still has service projects/);
    project.finish('POST', 'disableXpnResource', SERVICE);
    expect(project.get('getXpnResources')).not.toHaveProperty('resources');
    expect(project.simulator.handle({ method: 'GET', url: '/compute/v1/projects/service/getXpnHost' }).body).toEqual(
      {},
    );
    project.finish('POST', 'disableXpnHost');
    expect(project.send('POST', 'listXpnHosts', {}).body).not.toHaveProperty('items');
  });

  test('gives a service project one host, which must be one', () => {
    const project = testProject();
    expect(project.refusal('POST', 'enableXpnResource', SERVICE)).toMatch(/^400 .*not a shared VPC host/);
    project.finish('POST', 'enableXpnHost');
    expect(project.refusal('POST', 'enableXpnResource', {})).toMatch(/resource.xpnResource.id/);
    project.finish('POST', 'enableXpnResource', SERVICE);
    // What is enabled already stays enabled, once.
    project.make('POST', 'enableXpnResource', SERVICE);
    expect(asArray(project.get('getXpnResources')['resources'])).toHaveLength(1);
    const rival = projectIn(project.simulator, 'p2');
    rival.make('POST', 'enableXpnHost');
    expect(rival.refusal('POST', 'enableXpnResource', SERVICE)).toMatch(/service project of 'p1' already/);
    const other = { xpnResource: { id: 'other' } };
    expect(project.refusal('POST', 'disableXpnResource', other)).toMatch(/^400 .*not a service project/);
  });
});
