import type { JsonObject } from '../src/kernel/json.ts';
import type { Simulator } from '../src/simulator.ts';
import { createSimulator } from '../src/simulator.ts';
import type { TestProject } from './test-project.ts';
import { projectIn } from './test-project.ts';

const zone = 'zones/us-central1-a';
const region = 'regions/us-central1';

/**
 * A load balancer with a history that is hard to write down: fingerprints, quotes, parameters of the query, refusals, faults, what
 * is global, of a region and of a zone, and what only beta and older collections have.
 */
export function livedLoadBalancer(): Simulator {
  const simulator = createSimulator();
  const project = projectIn(simulator, 'shop');
  makeMachines(project);
  changeMachine(project);
  makeService(project);
  makeFront(project);
  beRefused(project);
  takeSomeAway(project);
  return simulator;
}

function makeMachines({ make }: TestProject): void {
  make('POST', 'global/networks', { name: 'lb', autoCreateSubnetworks: true });
  make('POST', 'global/firewalls', {
    name: 'probes',
    network: 'global/networks/lb',
    allowed: [{ IPProtocol: 'tcp', ports: ['8080'] }],
    sourceRanges: ['130.211.0.0/22'],
  });
  const boot = { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' };
  make('POST', 'global/instanceTemplates', {
    name: 'web',
    properties: {
      machineType: 'e2-small',
      disks: [{ boot: true, autoDelete: true, initializeParams: boot }],
      networkInterfaces: [{ network: 'global/networks/lb' }],
    },
  });
  make('POST', `${zone}/instances?sourceInstanceTemplate=projects/shop/global/instanceTemplates/web`, {
    name: 'web-1',
  });
  make('POST', `${zone}/instances`, {
    name: 'web-2',
    machineType: `${zone}/machineTypes/e2-small`,
    networkInterfaces: [{ network: 'global/networks/lb', accessConfigs: [{ natIP: '' }] }],
    disks: [{ boot: true, autoDelete: true, initializeParams: { ...boot, diskSizeGb: '20' } }],
  });
}

function changeMachine({ make, get, send }: TestProject): void {
  // Each has a fingerprint of its own.
  const { tags, metadata, labelFingerprint } = get(`${zone}/instances/web-2`) as Readonly<Record<string, JsonObject>>;
  make('POST', `${zone}/instances/web-2/setTags`, { items: ['http'], fingerprint: tags?.['fingerprint'] });
  make('POST', `${zone}/instances/web-2/setMetadata`, {
    items: [{ key: 'startup-script', value: "#!/bin/sh\necho 'ready'" }],
    fingerprint: metadata?.['fingerprint'],
  });
  make('POST', `${zone}/instances/web-2/setLabels`, { labels: { env: 'test' }, labelFingerprint });
  send('POST', `${zone}/disks/web-2/setIamPolicy`, {
    policy: { bindings: [{ role: 'roles/viewer', members: ['allUsers'] }] },
  });
}

function makeService({ make, get }: TestProject): void {
  make('POST', 'global/healthChecks', { name: 'hc', type: 'TCP', tcpHealthCheck: { port: 80 } });
  make('POST', 'global/httpHealthChecks', { name: 'old', port: 8080 });
  make('PATCH', 'global/httpHealthChecks/old', { port: 8081 });
  make('POST', `${zone}/instanceGroups`, {
    name: 'g',
    network: 'global/networks/lb',
    description: `it's "quoted" \\ $HOME \`x\` %s ü 🦊`,
  });
  make('POST', `${zone}/instanceGroups/g/setNamedPorts`, {
    namedPorts: [{ name: 'http', port: 80 }],
    fingerprint: get(`${zone}/instanceGroups/g`)['fingerprint'],
  });
  const instances = ['web-1', 'web-2'].map((name) => ({ instance: `${zone}/instances/${name}` }));
  make('POST', `${zone}/instanceGroups/g/addInstances`, { instances });
  make('POST', 'global/backendServices', {
    name: 'b',
    healthChecks: ['global/healthChecks/hc'],
    backends: [{ group: `${zone}/instanceGroups/g`, balancingMode: 'UTILIZATION', maxUtilization: 0.8 }],
  });
  make('PATCH', 'global/backendServices/b', {
    timeoutSec: 77,
    fingerprint: get('global/backendServices/b')['fingerprint'],
  });
}

function makeFront({ simulator, make, get }: TestProject): void {
  make('POST', 'global/urlMaps', { name: 'um', defaultService: 'global/backendServices/b' });
  make('POST', 'global/targetHttpProxies', { name: 'px', urlMap: 'global/urlMaps/um' });
  make('POST', 'global/addresses', { name: 'ip' });
  make('POST', 'global/forwardingRules', {
    name: 'fr',
    IPProtocol: 'TCP',
    IPAddress: 'global/addresses/ip',
    portRange: '80',
    target: 'global/targetHttpProxies/px',
  });
  make('POST', `${region}/addresses`, { name: 'spare' });
  make('POST', `${region}/healthChecks`, { name: 'near', type: 'HTTP', httpHealthCheck: { requestPath: '/a?b=c&d' } });
  const beta = projectIn(simulator, 'shop', 'beta');
  beta.make('POST', 'global/backendBuckets', { name: 'files', bucketName: 'files' });
  beta.make('PATCH', 'global/urlMaps/um', {
    description: 'of beta',
    fingerprint: get('global/urlMaps/um')['fingerprint'],
  });
}

function beRefused({ simulator, send }: TestProject): void {
  send('POST', 'global/addresses', { name: 'gone', address: 'nonsense' });
  send('DELETE', 'global/healthChecks/hc');
  simulator.faults.add({
    method: 'networks.insert',
    times: 1,
    fault: { error: { code: 503 } },
  });
  send('POST', 'global/networks', { name: 'never' });
}

function takeSomeAway({ make }: TestProject): void {
  make('POST', `${zone}/instances/web-1/stop`);
  make('POST', 'global/addresses', { name: 'gone' });
  make('DELETE', 'global/addresses/gone');
  make('POST', `${region}/addresses`, { name: 'gone' });
  make('DELETE', `${region}/addresses/gone`);
  make('POST', `${zone}/disks`, { name: 'gone', sizeGb: '10' });
  make('DELETE', `${zone}/disks/gone`);
}
