/** The life of a load balancer with `@google-cloud/compute`, as a program that knows nothing of simulators. */
import type { protos } from '@google-cloud/compute';
import {
  BackendServicesClient,
  FirewallsClient,
  GlobalAddressesClient,
  GlobalForwardingRulesClient,
  GlobalOperationsClient,
  HealthChecksClient,
  InstanceGroupsClient,
  InstanceTemplatesClient,
  InstancesClient,
  NetworksClient,
  TargetHttpProxiesClient,
  UrlMapsClient,
  ZoneOperationsClient,
} from '@google-cloud/compute';
import assert from 'node:assert/strict';
import { step } from '../step.ts';

const project = 'shop';
const zone = 'us-central1-a';

const networks = new NetworksClient();
const firewalls = new FirewallsClient();
const templates = new InstanceTemplatesClient();
const instances = new InstancesClient();
const groups = new InstanceGroupsClient();
const checks = new HealthChecksClient();
const services = new BackendServicesClient();
const urlMaps = new UrlMapsClient();
const proxies = new TargetHttpProxiesClient();
const addresses = new GlobalAddressesClient();
const rules = new GlobalForwardingRulesClient();
const globalOperations = new GlobalOperationsClient();
const zoneOperations = new ZoneOperationsClient();

/** A mutation is over when its operation is. */
async function done(
  mutation: PromiseLike<readonly [{ readonly latestResponse?: unknown }, ...unknown[]]>,
): Promise<void> {
  const [{ latestResponse }] = await mutation;
  // The client's types say nothing of what it gives here, which is an operation.
  let operation = latestResponse as protos.google.cloud.compute.v1.IOperation;
  while (operation.status !== 'DONE') {
    const name = operation.name ?? '';
    [operation] =
      operation.zone == null
        ? await globalOperations.wait({ project, operation: name })
        : await zoneOperations.wait({ project, zone, operation: name });
  }
  assert.equal(operation.error ?? undefined, undefined);
}

/** gRPC's codes, which the client makes of HTTP's. */
const refused = (code: number, message: RegExp) => (error: unknown) => {
  assert(error instanceof Error && 'code' in error);
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

async function names(list: AsyncIterable<{ readonly name?: string | null }>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name } of list) found.push(name ?? '');
  return found;
}

await step('network and firewall', async () => {
  await done(networks.insert({ project, networkResource: { name: 'lb', autoCreateSubnetworks: true } }));
  const allowed = [{ IPProtocol: 'tcp', ports: ['8080'] }];
  const firewallResource = { name: 'probes', network: 'global/networks/lb', allowed, sourceRanges: ['130.211.0.0/22'] };
  await done(firewalls.insert({ project, firewallResource }));
  const [{ priority, direction }] = await firewalls.get({ project, firewall: 'probes' });
  assert.deepEqual([priority, direction], [1000, 'INGRESS']);
});

await step('instance template', async () => {
  const properties = {
    machineType: 'e2-small',
    disks: [{ boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } }],
    networkInterfaces: [{ network: 'global/networks/lb' }],
  };
  await done(templates.insert({ project, instanceTemplateResource: { name: 'web', properties } }));
});

await step('two instances from it', async () => {
  for (const name of ['web-1', 'web-2']) {
    const sourceInstanceTemplate = `projects/${project}/global/instanceTemplates/web`;
    await done(instances.insert({ project, zone, sourceInstanceTemplate, instanceResource: { name } }));
    const [{ status, id }] = await instances.get({ project, zone, instance: name });
    assert.equal(status, 'RUNNING');
    assert.match(String(id), /^\d{15,20}$/);
  }
});

await step('instance group with a named port and members', async () => {
  const group = { project, zone, instanceGroup: 'web' };
  const instanceGroupResource = { name: 'web', network: 'global/networks/lb' };
  await done(groups.insert({ project, zone, instanceGroupResource }));
  const [{ fingerprint = null }] = await groups.get(group);
  const namedPorts = [{ name: 'http', port: 8080 }];
  const instanceGroupsSetNamedPortsRequestResource = { namedPorts, fingerprint };
  await done(groups.setNamedPorts({ ...group, instanceGroupsSetNamedPortsRequestResource }));
  const members = ['web-1', 'web-2'].map((name) => ({ instance: `zones/${zone}/instances/${name}` }));
  await done(groups.addInstances({ ...group, instanceGroupsAddInstancesRequestResource: { instances: members } }));
  const [listed] = await groups.listInstances({ ...group, instanceGroupsListInstancesRequestResource: {} });
  assert.equal(listed.length, 2);
});

await step('health check and backend service', async () => {
  const healthCheckResource = { name: 'alive', type: 'HTTP', httpHealthCheck: { port: 8080 } };
  await done(checks.insert({ project, healthCheckResource }));
  const backendServiceResource = {
    name: 'web',
    portName: 'http',
    healthChecks: ['global/healthChecks/alive'],
    backends: [{ group: `zones/${zone}/instanceGroups/web` }],
  };
  await done(services.insert({ project, backendServiceResource }));
});

await step('URL map, target proxy, address, forwarding rule', async () => {
  await done(
    urlMaps.insert({ project, urlMapResource: { name: 'web', defaultService: 'global/backendServices/web' } }),
  );
  const targetHttpProxyResource = { name: 'web', urlMap: 'global/urlMaps/web' };
  await done(proxies.insert({ project, targetHttpProxyResource }));
  await done(addresses.insert({ project, addressResource: { name: 'web' } }));
  const [{ address = null }] = await addresses.get({ project, address: 'web' });
  const target = 'global/targetHttpProxies/web';
  const forwardingRuleResource = { name: 'web', target, IPAddress: address, portRange: '80' };
  await done(rules.insert({ project, forwardingRuleResource }));
  const [rule] = await rules.get({ project, forwardingRule: 'web' });
  assert.deepEqual([rule.IPAddress, rule.portRange], [address, '80-80']);
  const [{ status }] = await addresses.get({ project, address: 'web' });
  assert.equal(status, 'IN_USE');
});

await step('lists: whole, filtered, in pages, of all zones', async () => {
  assert.deepEqual(await names(instances.listAsync({ project, zone })), ['web-1', 'web-2']);
  assert.deepEqual(await names(instances.listAsync({ project, zone, filter: 'name = web-2' })), ['web-2']);
  assert.deepEqual(await names(instances.listAsync({ project, zone, maxResults: 1 })), ['web-1', 'web-2']);
  const found: string[] = [];
  for await (const [scope, { instances: list }] of instances.aggregatedListAsync({ project })) {
    for (const { name } of list ?? []) found.push(`${scope}/${name}`);
  }
  assert.deepEqual(found, [`zones/${zone}/web-1`, `zones/${zone}/web-2`]);
});

await step('patch with the fingerprint, and with a stale one', async () => {
  const [{ fingerprint = null }] = await services.get({ project, backendService: 'web' });
  const patch = (timeoutSec: number): Promise<void> => {
    const backendServiceResource = { timeoutSec, fingerprint };
    return done(services.patch({ project, backendService: 'web', backendServiceResource }));
  };
  await patch(7);
  const [{ timeoutSec }] = await services.get({ project, backendService: 'web' });
  assert.equal(timeoutSec, 7);
  await assert.rejects(patch(8), refused(9, /fingerprint/i));
});

await step('health of both members', async () => {
  const resourceGroupReferenceResource = { group: `projects/${project}/zones/${zone}/instanceGroups/web` };
  const [{ healthStatus }] = await services.getHealth({
    project,
    backendService: 'web',
    resourceGroupReferenceResource,
  });
  assert.equal(healthStatus?.length, 2);
  for (const { healthState } of healthStatus ?? []) assert.match(String(healthState), /^(HEALTHY|UNKNOWN)$/);
});

await step('refusals: in use, not there', async () => {
  await assert.rejects(done(checks.delete({ project, healthCheck: 'alive' })), refused(3, /already being used by/));
  await assert.rejects(services.get({ project, backendService: 'none' }), refused(5, /was not found/));
});

await step('delete all of it', async () => {
  await done(rules.delete({ project, forwardingRule: 'web' }));
  await done(addresses.delete({ project, address: 'web' }));
  await done(proxies.delete({ project, targetHttpProxy: 'web' }));
  await done(urlMaps.delete({ project, urlMap: 'web' }));
  await done(services.delete({ project, backendService: 'web' }));
  await done(checks.delete({ project, healthCheck: 'alive' }));
  await done(groups.delete({ project, zone, instanceGroup: 'web' }));
  for (const instance of ['web-1', 'web-2']) await done(instances.delete({ project, zone, instance }));
  await done(templates.delete({ project, instanceTemplate: 'web' }));
  await done(firewalls.delete({ project, firewall: 'probes' }));
  await done(networks.delete({ project, network: 'lb' }));
  assert.deepEqual(await names(instances.listAsync({ project, zone })), []);
  assert.deepEqual(await names(services.listAsync({ project })), []);
});
