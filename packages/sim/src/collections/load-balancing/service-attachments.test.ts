import { describe, expect, test } from 'vitest';
import { projectWithTargets, REGION, RULES } from '../../../test/load-balancer.ts';
import { LINK } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';

const ATTACHMENTS = `${REGION}/serviceAttachments`;
const RULE = `${REGION}/forwardingRules/r`;
const BODY = {
  name: 'a',
  targetService: RULE,
  connectionPreference: 'ACCEPT_AUTOMATIC',
  natSubnets: [`${REGION}/subnetworks/psc`],
};

function projectWithProducer(more: object = {}): TestProject {
  const project = projectWithTargets();
  project.make('POST', `${REGION}/forwardingRules`, RULES.internal);
  project.make('POST', `${REGION}/subnetworks`, {
    name: 'psc',
    network: 'global/networks/default',
    ipCidrRange: '10.6.0.0/24',
    purpose: 'PRIVATE_SERVICE_CONNECT',
  });
  project.make('POST', ATTACHMENTS, { ...BODY, ...more });
  return project;
}

describe('a service attachment', () => {
  test('is completed', () => {
    const attachment = projectWithProducer().get(`${ATTACHMENTS}/a`);
    expect(attachment).toEqual({
      kind: 'compute#serviceAttachment',
      id: expect.any(String),
      creationTimestamp: expect.any(String),
      name: 'a',
      connectionPreference: 'ACCEPT_AUTOMATIC',
      description: '',
      enableProxyProtocol: false,
      fingerprint: expect.any(String),
      natSubnets: [`${LINK}${REGION}/subnetworks/psc`],
      pscServiceAttachmentId: { high: expect.stringMatching(/^\d+$/), low: attachment['id'] },
      reconcileConnections: false,
      region: LINK + REGION,
      selfLink: `${LINK}${ATTACHMENTS}/a`,
      targetService: LINK + RULE,
    });
  });

  test('may be of a gateway of another API', () => {
    const targetService = '//networkservices.googleapis.com/projects/p1/locations/us-east1/gateways/g';
    expect(projectWithProducer({ targetService }).get(`${ATTACHMENTS}/a`)['targetService']).toBe(targetService);
  });

  test('shows the rule by its newer name', () => {
    const attachment = projectWithProducer({ targetService: undefined, producerForwardingRule: RULE }).get(
      `${ATTACHMENTS}/a`,
    );
    expect(attachment['targetService']).toBe(LINK + RULE);
    expect(attachment).not.toHaveProperty('producerForwardingRule');
  });

  test.each([
    [{ targetService: undefined }, "Required field 'resource.targetService'"],
    [{ connectionPreference: undefined }, "Required field 'resource.connectionPreference'"],
    [{ natSubnets: [] }, "'resource.natSubnets'"],
    [{ natSubnets: [`${REGION}/subnetworks/default`] }, 'must have the purpose PRIVATE_SERVICE_CONNECT'],
    [{ domainNames: ['a.example.', 'b.example.'] }, "'resource.domainNames'"],
    [
      {
        consumerAcceptLists: [
          { projectIdOrNum: 'p2', connectionLimit: 1 },
          { networkUrl: 'n', connectionLimit: 1 },
        ],
      },
      'either only projects or only networks or only endpoints',
    ],
    [
      { consumerAcceptLists: [{ endpointUrl: 'e', connectionLimit: 2 }] },
      "'resource.consumerAcceptLists[0].connectionLimit': '2'",
    ],
    [{ natSubnets: [`${REGION}/subnetworks/none`] }, '404 '],
  ])('is refused: %j', (body, message) => {
    expect(projectWithProducer().refusal('POST', ATTACHMENTS, { ...BODY, name: 'b', ...body })).toContain(message);
  });

  test('keeps its rule and its subnetworks', () => {
    const project = projectWithProducer();
    for (const path of [RULE, `${REGION}/subnetworks/psc`])
      expect(project.refusal('DELETE', path)).toContain(`being used by 'projects/p1/${ATTACHMENTS}/a'`);
  });

  test('names its operations in full, and is patched with a fingerprint', () => {
    const project = projectWithProducer();
    expect(project.refusal('PATCH', `${ATTACHMENTS}/a`, { description: 'd' })).toBe(
      "400 Required field 'resource.fingerprint' not specified",
    );
    const { fingerprint } = project.get(`${ATTACHMENTS}/a`);
    const patch = project.finish('PATCH', `${ATTACHMENTS}/a`, { description: 'd', fingerprint });
    expect(patch['operationType']).toBe('compute.serviceAttachments.patch');
    const deletion = project.finish('DELETE', `${ATTACHMENTS}/a`);
    expect(deletion['operationType']).toBe('compute.serviceAttachments.delete');
  });
});

test('an endpoint of a consumer is connected, with an address of the consumer’s own', () => {
  const project = projectWithProducer();
  const target = `${ATTACHMENTS}/a`;
  project.make('POST', `${REGION}/forwardingRules`, { name: 'e', target, network: 'global/networks/default' });
  const rule = project.get(`${REGION}/forwardingRules/e`);
  expect(rule).toMatchObject({
    IPAddress: expect.stringMatching(/^10\.142\./),
    network: `${LINK}global/networks/default`,
    pscConnectionStatus: 'ACCEPTED',
    target: LINK + target,
  });
  expect(project.get(target)['connectedEndpoints']).toEqual([
    {
      consumerNetwork: `${LINK}global/networks/default`,
      endpoint: `${LINK}${REGION}/forwardingRules/e`,
      pscConnectionId: rule['pscConnectionId'],
      status: 'ACCEPTED',
    },
  ]);
});
