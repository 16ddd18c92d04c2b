import { describe, expect, test } from 'vitest';
import { asString } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const REGION = 'regions/us-east1';
const LINK = 'https://www.googleapis.com/compute/v1/projects/p1';
const BODY = {
  name: 'm',
  network: { url: 'global/networks/default' },
  collectorIlb: { url: `${REGION}/forwardingRules/collector` },
  mirroredResources: { subnetworks: [{ url: `${REGION}/subnetworks/default` }], tags: ['a'] },
};

function projectWithCollector(): TestProject {
  const project = testProject();
  const healthChecks = ['global/healthChecks/h'];
  project.finish('POST', 'global/healthChecks', { name: 'h', type: 'TCP', tcpHealthCheck: { port: 80 } });
  project.finish('POST', `${REGION}/backendServices`, {
    name: 'b',
    loadBalancingScheme: 'INTERNAL',
    protocol: 'TCP',
    healthChecks,
  });
  project.finish('POST', `${REGION}/forwardingRules`, {
    name: 'collector',
    loadBalancingScheme: 'INTERNAL',
    isMirroringCollector: true,
    backendService: `${REGION}/backendServices/b`,
    network: 'global/networks/default',
    subnetwork: `${REGION}/subnetworks/default`,
    allPorts: true,
  });
  return project;
}

describe('packetMirrorings', () => {
  test('show what they name under its link and under its id', () => {
    const project = projectWithCollector();
    project.finish('POST', `${REGION}/packetMirrorings`, BODY);
    const { id } = project.get('global/networks/default');
    expect(project.get(`${REGION}/packetMirrorings/m`)).toMatchObject({
      enable: 'TRUE',
      priority: 1000,
      filter: { direction: 'BOTH' },
      network: { url: `${LINK}/global/networks/default`, canonicalUrl: `${LINK}/global/networks/${asString(id)}` },
      mirroredResources: {
        subnetworks: [
          {
            url: `${LINK}/${REGION}/subnetworks/default`,
            canonicalUrl: expect.stringMatching(/\/subnetworks\/\d+$/),
          },
        ],
        tags: ['a'],
      },
      collectorIlb: { canonicalUrl: expect.stringMatching(/\/forwardingRules\/\d+$/) },
    });
  });

  test('need a collector that exists', () => {
    const project = projectWithCollector();
    const path = `${REGION}/packetMirrorings`;
    expect(project.refusal('POST', path, { ...BODY, collectorIlb: {} })).toContain('resource.collectorIlb.url');
    const gone = { ...BODY, collectorIlb: { url: `${REGION}/forwardingRules/gone` } };
    expect(project.refusal('POST', path, gone)).toMatch(/^404 /);
  });

  test.each([
    [{ filter: { cidrRanges: ['10.0.0.0/40'] } }, "'resource.filter.cidrRanges[0]': '10.0.0.0/40'"],
    [{ filter: { IPProtocols: ['tcp', 'gopher'] } }, "'resource.filter.IPProtocols[1]': 'gopher'"],
    [{ priority: 65_536 }, "'resource.priority': '65536'"],
    [{ mirroredResources: { tags: ['No_Tag'] } }, "'resource.mirroredResources.tags[0]': 'No_Tag'"],
    [
      { mirroredResources: { subnetworks: [{ url: 'regions/us-west1/subnetworks/default' }] } },
      "'resource.mirroredResources.subnetworks[0].url'",
    ],
  ])('are not made with %j', (more, message) => {
    expect(projectWithCollector().refusal('POST', `${REGION}/packetMirrorings`, { ...BODY, ...more })).toContain(
      message,
    );
  });

  test('have a collector that was made for it', () => {
    const project = projectWithCollector();
    project.make('PATCH', `${REGION}/forwardingRules/collector`, { isMirroringCollector: false });
    expect(project.refusal('POST', `${REGION}/packetMirrorings`, BODY)).toContain('isMirroringCollector set to true');
  });

  test('keep their collector from being deleted', () => {
    const project = projectWithCollector();
    project.finish('POST', `${REGION}/packetMirrorings`, BODY);
    expect(project.refusal('DELETE', `${REGION}/forwardingRules/collector`)).toMatch(
      /being used by .*packetMirrorings\/m/,
    );
  });
});
