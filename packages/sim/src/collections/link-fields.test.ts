import { expect, test } from 'vitest';
import { LINK } from '../../test/machines.ts';
import { testProject } from '../../test/test-project.ts';

const ZONE = 'zones/us-east1-b';
const REGION = 'regions/us-east1';

/** Partial URLs of fields that are no resource's main reference are answered in full, as all others are. */
test.each([
  [
    'global/networks',
    { autoCreateSubnetworks: false, networkProfile: 'global/networkProfiles/us-east1-b-vpc-roce' },
    'networkProfile',
    'global/networkProfiles/us-east1-b-vpc-roce',
  ],
  [
    `${REGION}/subnetworks`,
    {
      network: 'global/networks/default',
      ipCidrRange: '10.9.0.0/24',
      ipCollection: `${REGION}/publicDelegatedPrefixes/p`,
    },
    'ipCollection',
    `${REGION}/publicDelegatedPrefixes/p`,
  ],
  [
    `${ZONE}/futureReservations`,
    {
      timeWindow: { startTime: '2027-01-05T00:00:00Z', duration: { seconds: '86400' } },
      specificSkuProperties: { totalCount: '1', instanceProperties: { machineType: 'n1-standard-1' } },
      colocationResource: `${ZONE}/futureReservations/other`,
    },
    'colocationResource',
    `${ZONE}/futureReservations/other`,
  ],
])('a link of %s comes back in full: %j', (collection, body, field, path) => {
  const project = testProject();
  project.make('POST', collection, { name: 'x', ...body });
  expect(project.get(`${collection}/x`)).toMatchObject({ [field]: LINK + path });
});

test('the replacement of an image is an image, and comes back in full', () => {
  const project = testProject();
  const rawDisk = { source: 'https://storage.googleapis.com/b/i.tar.gz' };
  project.make('POST', 'global/images', { name: 'old', rawDisk });
  const deprecate = (replacement: string) =>
    ['POST', 'global/images/old/deprecate', { state: 'DEPRECATED', replacement }] as const;
  expect(project.refusal(...deprecate('global/networks/default'))).toContain('must be an image as well');
  project.make(...deprecate('global/images/new'));
  expect(project.get('global/images/old')).toMatchObject({ deprecated: { replacement: `${LINK}global/images/new` } });
});

/**
 * References to other APIs come back as they were sent: Terraform's provider compares them letter by letter, but for numbers of
 * projects, so the service cannot write them otherwise. The leader's instance may be a name (documented), and stays one.
 */
test('references to other APIs are kept as they are sent', () => {
  const project = testProject();
  const config = '//networksecurity.googleapis.com/projects/p1/locations/global/backendAuthenticationConfigs/c';
  const tlsSettings = { authenticationConfig: config, sni: 'a.example.com' };
  const clientTlsPolicy = 'projects/p1/locations/global/clientTlsPolicies/t';
  const securitySettings = { clientTlsPolicy, subjectAltNames: ['a.example.com'] };
  const service = { loadBalancingScheme: 'EXTERNAL_MANAGED', protocol: 'HTTPS', tlsSettings };
  project.make('POST', 'global/backendServices', { name: 'tls', ...service });
  project.make('POST', 'global/backendServices', {
    name: 'mesh',
    loadBalancingScheme: 'INTERNAL_SELF_MANAGED',
    securitySettings,
  });
  expect(project.get('global/backendServices/tls')).toMatchObject({ tlsSettings });
  expect(project.get('global/backendServices/mesh')).toMatchObject({ securitySettings });
  const nccGateway = 'projects/p1/locations/us-east1/spokes/gateway';
  project.make('POST', `${REGION}/routers`, { name: 'r', network: 'global/networks/default', nccGateway });
  expect(project.get(`${REGION}/routers/r`)).toMatchObject({ nccGateway });
});
