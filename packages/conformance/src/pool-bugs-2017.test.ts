import type { BackendService } from '@gcepool/api';
import { Namer, newBackendPool } from '@gcepool/core';
import { readPort } from '@gcepool/core/internal';
import { createFakeBackendServices, createSimulator, type SimulatorOptions } from '@gcepool/sim';
import { describe, expect, test } from 'vitest';
import { changes, ofMethod, type PoolLab, poolLab, zoneA, zoneB } from './pool-lab.test-support.ts';

/*
 * What went wrong with the pool of 2017 until its successors repaired it, by the number and in the order of repair, and what
 * happens now in the same situation.
 */

interface Bug {
  readonly bug: string;
  /** Where people told of it; `ingress-nginx` was the home of both controllers then. */
  readonly reports?: readonly string[];
  /** What the world is like in which it happens. Default: as the simulator has it. */
  readonly world?: SimulatorOptions;
  readonly expectRepaired: (lab: PoolLab) => Promise<void>;
}

const PROBER_RANGES = ['130.211.0.0/22', '35.191.0.0/16'];

const modes = ({ backends = [] }: BackendService): (string | undefined)[] =>
  backends.map(({ balancingMode }) => balancingMode);

const BUGS: Readonly<Record<number, Bug>> = {
  1: {
    bug: 'shutdown leaves the instance groups behind',
    expectRepaired: async (lab) => {
      const { cloud } = lab;
      await lab.pool({ zones: [zoneA, zoneB] }).sync([80, 81]);
      await lab.pool().shutdown();
      expect(await cloud.listInstanceGroups()).toEqual([]);
      expect(await cloud.listBackendServices()).toEqual([]);
      expect(await cloud.listHealthChecks()).toEqual([]);
    },
  },
  2: {
    reports: ['ingress-nginx#112'],
    bug: 'the next balancing mode is not tried, or tried after any error',
    expectRepaired: async (lab) => {
      lab.answer = (call) =>
        call === 'POST global/backendServices'
          ? { code: 403, reason: 'forbidden', message: 'no permission' }
          : undefined;
      await expect(lab.pool().add(80)).rejects.toMatchObject({ code: 403 });
      expect(ofMethod(lab.calls, 'backendServices.insert')).toHaveLength(1);
      let refusals = 1;
      lab.answer = (call) =>
        call === 'POST global/backendServices' && refusals-- > 0
          ? { code: 400, reason: 'invalid', message: 'incompatible balancing_mode' }
          : undefined;
      await lab.pool().add(80);
      expect(modes(await lab.service())).toEqual(['UTILIZATION']);
    },
  },
  3: {
    reports: ['ingress-nginx#1012'],
    bug: 'groups follow the nodes only when ports are synced',
    expectRepaired: async (lab) => {
      await lab.pool().add(80);
      lab.insertNodes(zoneA, 'n1', 'n2');
      lab.calls.length = 0;
      await lab.nodePool().sync([{ name: 'n1', zone: zoneA }]);
      expect(changes(lab.calls)).toEqual(['instanceGroups.addInstances k8s-ig--uid']);
      expect(await lab.cloud.listInstances('k8s-ig--uid', zoneA)).toHaveLength(1);
    },
  },
  4: {
    bug: 'HTTP only; what exists is never looked at again; a crash on an empty probe path',
    expectRepaired: async (lab) => {
      const pool = lab.pool();
      await pool.add({ nodePort: 80, readinessProbe: { httpGet: { path: '' } } });
      await pool.add({ nodePort: 80, protocol: 'HTTPS' });
      expect(await lab.service()).toMatchObject({
        protocol: 'HTTPS',
        backends: [{ balancingMode: 'RATE', maxRatePerInstance: 1 }],
      });
      expect(await lab.check()).toMatchObject({ type: 'HTTPS', httpsHealthCheck: { requestPath: '/' } });
    },
  },
  5: {
    bug: 'gc fails on a backend that is gone already',
    expectRepaired: async (lab) => {
      await lab.pool().sync([80, 81]);
      lab.answer = (call) =>
        call === 'DELETE global/backendServices/k8s-be-80--uid' ? { code: 404, reason: 'notFound' } : undefined;
      lab.request('DELETE', 'global/backendServices/k8s-be-80--uid');
      await lab.pool().gc([]);
      expect(await lab.cloud.listHealthChecks()).toEqual([]);
    },
  },
  6: {
    bug: 'nobody notices that the firewall keeps the probers out',
    world: { health: 'live', firewalls: 'enforced' },
    expectRepaired: async (lab) => {
      lab.insertNodes(zoneA, 'n1');
      await lab.pool().add(30_001);
      await lab.nodePool().sync([{ name: 'n1', zone: zoneA }]);
      lab.request('POST', 'global/firewalls', {
        name: 'k8s-fw-l7--uid',
        network: 'global/networks/default',
        sourceRanges: ['10.1.2.0/24'],
        allowed: [{ IPProtocol: 'tcp', ports: ['30001'] }],
      });
      lab.simulator.clock.advance(3_600_000);
      const { groups } = await lab.pool().diagnose('k8s-be-30001--uid');
      expect(groups).toMatchObject([
        {
          healthy: 0,
          total: 1,
          members: [{ state: 'UNHEALTHY' }],
          why: expect.arrayContaining([expect.stringMatching(/^no firewall rule .* in to port 30001$/)]),
        },
      ]);
      lab.request('PATCH', 'global/firewalls/k8s-fw-l7--uid', { sourceRanges: PROBER_RANGES });
      lab.simulator.clock.advance(3_600_000);
      const { groups: admitted } = await lab.pool().diagnose('k8s-be-30001--uid');
      expect(admitted).toMatchObject([{ healthy: 1, total: 1, members: [{ state: 'HEALTHY' }] }]);
      expect(admitted[0]).not.toHaveProperty('why');
    },
  },
  7: {
    reports: ['ingress-nginx#645'],
    bug: 'an error of gc hides the one of sync',
    expectRepaired: async (lab) => {
      await lab.pool().sync([80]);
      lab.answer = (call) =>
        /^DELETE|^POST global\/backendServices$/.test(call)
          ? { code: 403, reason: 'forbidden', message: `not ${call}` }
          : undefined;
      await expect(lab.pool().reconcile([81])).rejects.toMatchObject({
        errors: [
          { nodePort: 80, message: expect.stringContaining('not DELETE') },
          { nodePort: 81, message: expect.stringContaining('not POST') },
        ],
      });
    },
  },
  8: {
    bug: 'backends that are added later have no balancing mode: a new zone is refused',
    expectRepaired: async (lab) => {
      await lab.pool().sync([80, 81]);
      await lab.pool({ zones: [zoneA, zoneB] }).sync([80, 81]);
      expect(modes(await lab.service(80))).toEqual(['RATE', 'RATE']);
      expect(modes(await lab.service(81))).toEqual(['RATE', 'RATE']);
    },
  },
  9: {
    bug: 'the description is empty, and its drift is not repaired',
    expectRepaired: async (lab) => {
      await lab.pool().add({ nodePort: 80, key: 'shop/cart/http' });
      await lab.pool().add({ nodePort: 80, key: 'shop/till/http' });
      expect(JSON.parse((await lab.service()).description ?? '')).toMatchObject({
        'kubernetes.io/service-name': 'shop/till',
        'kubernetes.io/service-port': 'http',
        'gcepool/cluster': 'uid',
      });
    },
  },
  10: {
    bug: 'status crashes where there are no backends',
    expectRepaired: async (lab) => {
      await lab.pool({ zones: [] }).add(80);
      await expect(lab.pool().status('k8s-be-80--uid')).resolves.toBe('Unknown');
      await expect(lab.pool().diagnose('k8s-be-80--uid')).resolves.toEqual({ name: 'k8s-be-80--uid', groups: [] });
    },
  },
  11: {
    bug: 'lists are compared by the wrong length, so a change is missed or crashes',
    expectRepaired: async (lab) => {
      const headers = (...customRequestHeaders: string[]) => ({
        nodePort: 80,
        backendService: { customRequestHeaders },
      });
      const pool = lab.pool();
      await pool.add(headers('A: 1', 'B: 2'));
      await pool.add(headers('A: 1'));
      expect((await lab.service()).customRequestHeaders).toEqual(['A: 1']);
      await pool.add(headers('A: 1', 'C: 3'));
      expect((await lab.service()).customRequestHeaders).toEqual(['A: 1', 'C: 3']);
    },
  },
  12: {
    reports: ['ingress-nginx#842'],
    bug: 'settings made by hand are lost when a health check changes its type',
    expectRepaired: async (lab) => {
      await lab.pool().add(80);
      lab.request('PATCH', 'global/healthChecks/k8s-be-80--uid', {
        checkIntervalSec: 7,
        timeoutSec: 3,
        httpHealthCheck: { port: 80, requestPath: '/mine', host: 'a.example' },
      });
      await lab.pool().add({ nodePort: 80, protocol: 'HTTPS' });
      expect(await lab.check()).toMatchObject({
        type: 'HTTPS',
        checkIntervalSec: 7,
        httpsHealthCheck: { requestPath: '/mine', host: 'a.example' },
      });
    },
  },
  13: {
    bug: 'a health check that cannot be deleted blocks the sync',
    expectRepaired: async (lab) => {
      await lab.pool().sync([80]);
      lab.answer = (call) =>
        call.startsWith('DELETE global/healthChecks') ? { code: 403, reason: 'forbidden' } : undefined;
      await expect(lab.pool().reconcile([81])).rejects.toMatchObject({ errors: [{ nodePort: 80 }] });
      expect(await lab.service(81)).toMatchObject({ portName: 'port81' });
    },
  },
  14: {
    bug: 'the Host header of a probe is not honoured',
    expectRepaired: async (lab) => {
      const httpHeaders = [{ name: 'Host', value: 'shop.example' }];
      await lab.pool().add({ nodePort: 80, readinessProbe: { httpGet: { path: '/x', httpHeaders } } });
      expect(await lab.check()).toMatchObject({ httpHealthCheck: { host: 'shop.example', requestPath: '/x' } });
    },
  },
  15: {
    bug: 'without zones the port is 0; a group that has the number under another name never gets ours',
    expectRepaired: async (lab) => {
      await lab.pool({ zones: [] }).add(80);
      expect(await lab.service()).toMatchObject({ port: 80, portName: 'port80' });
      lab.request('POST', `zones/${zoneA}/instanceGroups`, {
        name: 'k8s-ig--uid',
        namedPorts: [{ name: 'http', port: 80 }],
      });
      await lab.pool().add(80);
      expect((await lab.group()).namedPorts).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'http' }),
          expect.objectContaining({ name: 'port80' }),
        ]),
      );
    },
  },
  16: {
    bug: 'any error of reading a group counts as "absent"; that it exists already fails its making',
    expectRepaired: async (lab) => {
      lab.answer = (call) =>
        call === 'GET aggregated/instanceGroups' ? { code: 403, reason: 'forbidden' } : undefined;
      await expect(lab.pool().add(80)).rejects.toMatchObject({ code: 403 });
      expect(changes(lab.calls)).toEqual([]);
      lab.answer = (call) => {
        if (call !== `POST zones/${zoneA}/instanceGroups`) return undefined;
        lab.answer = () => undefined;
        lab.request('POST', `zones/${zoneA}/instanceGroups`, { name: 'k8s-ig--uid' });
        return undefined;
      };
      await lab.pool().add(80);
      expect((await lab.group()).namedPorts).toMatchObject([{ name: 'port80' }]);
    },
  },
  17: {
    bug: 'a group that is in use fails the removal of groups',
    expectRepaired: async (lab) => {
      await lab.pool({ zones: [zoneA, zoneB] }).add(80);
      const { backends = [], ...service } = await lab.service();
      await lab.cloud.updateBackendService({ ...service, backends: backends.slice(0, 1) });
      const { outcomes } = await lab.nodePool().delete();
      expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'inUse']);
    },
  },
  18: {
    bug: 'fakes do not answer 404 for what is absent',
    expectRepaired: async (lab) => {
      await expect(createFakeBackendServices().getBackendService('x')).rejects.toMatchObject({ code: 404 });
      await expect(lab.service()).rejects.toMatchObject({ code: 404 });
    },
  },
  19: {
    bug: 'groups are read and ports named once for each port',
    expectRepaired: async (lab) => {
      await lab.pool({ zones: [zoneA, zoneB] }).sync([1]);
      lab.calls.length = 0;
      await lab.pool({ zones: [zoneA, zoneB] }).sync([1, 2, 3, 4, 5, 6]);
      expect(ofMethod(lab.calls, 'instanceGroups.setNamedPorts')).toHaveLength(2);
      expect(lab.calls.filter((call) => /^instanceGroups\.(get|aggregatedList)/.test(call))).toHaveLength(1);
    },
  },
  20: {
    bug: 'lists end at 500 items',
    expectRepaired: async (lab) => {
      for (let index = 0; index < 510; index += 1) {
        const name = lab.namer.backend(1_000 + index);
        lab.request('POST', 'global/backendServices', { name });
      }
      expect(await lab.cloud.listBackendServices()).toHaveLength(510);
      lab.calls.length = 0;
      const { waves } = await lab.pool({ removalCap: undefined }).plan([]);
      expect(waves).toEqual([]);
      await expect(lab.pool().plan([], { force: true })).resolves.toMatchObject({ waves: [{ length: 510 }] });
      // Two pages of services, one of checks, one of groups; twice.
      expect(lab.calls).toHaveLength(8);
    },
  },
  21: {
    reports: ['ingress-gce#44'],
    bug: 'every event syncs everything again, at full price',
    expectRepaired: async (lab) => {
      const pool = lab.pool({ trustMs: 600_000 });
      await pool.sync([80, 81]);
      lab.calls.length = 0;
      for (let event = 0; event < 10; event += 1) await pool.sync([80, 81]);
      expect(lab.calls).toEqual([]);
    },
  },
  22: {
    bug: 'URLs of groups are compared as text',
    expectRepaired: async (lab) => {
      await lab.pool().add(80);
      const group = `https://compute.googleapis.com/compute/beta/projects/p/zones/${zoneA}/instanceGroups/k8s-ig--uid`;
      const pool = newBackendPool({
        cloud: {
          ...lab.cloud,
          listBackendServices: async (options) =>
            (await lab.cloud.listBackendServices(options)).map((service) => ({
              ...service,
              backends: (service.backends ?? []).map((backend) => ({ ...backend, group })),
            })),
        },
        namer: lab.namer,
        zones: [zoneA],
      });
      await expect(pool.plan([80])).resolves.toMatchObject({ waves: [] });
    },
  },
  23: {
    bug: 'any error of reading a service leads to making it, and to a 409',
    expectRepaired: async (lab) => {
      await lab.pool().add(80);
      lab.calls.length = 0;
      lab.answer = (call) => (call === 'GET global/backendServices' ? { code: 403, reason: 'forbidden' } : undefined);
      await expect(lab.pool().add(80)).rejects.toMatchObject({ code: 403 });
      expect(changes(lab.calls)).toEqual([]);
    },
  },
  24: {
    bug: 'of several differences only the first is repaired',
    expectRepaired: async (lab) => {
      await lab.pool().add({ nodePort: 80, key: 'shop/cart/http' });
      lab.calls.length = 0;
      const port = {
        nodePort: 80,
        key: 'shop/till/https',
        protocol: 'HTTPS' as const,
        backendService: { timeoutSec: 9 },
      };
      await lab.pool({ zones: [zoneA, zoneB] }).add(port);
      expect(ofMethod(lab.calls, 'backendServices.patch')).toHaveLength(1);
      const service = await lab.service();
      expect(service).toMatchObject({ protocol: 'HTTPS', timeoutSec: 9, description: expect.stringContaining('till') });
      expect(service.backends).toHaveLength(2);
    },
  },
  25: {
    reports: ['ingress-gce#396'],
    bug: 'the second change of a sync carries the fingerprint from before the first',
    expectRepaired: async (lab) => {
      const pool = lab.pool();
      await pool.add(80);
      await pool.add({ nodePort: 80, protocol: 'HTTPS' });
      lab.answer = (call) => {
        if (call !== 'PATCH global/backendServices/k8s-be-80--uid') return undefined;
        lab.answer = () => undefined;
        lab.request('PATCH', 'global/backendServices/k8s-be-80--uid', { timeoutSec: 44 });
        return undefined;
      };
      await pool.add({ nodePort: 80, protocol: 'HTTP2' });
      expect(await lab.service()).toMatchObject({ protocol: 'HTTP2', timeoutSec: 44 });
    },
  },
  26: {
    bug: 'legacy health checks are read and written',
    expectRepaired: async (lab) => {
      await lab.pool().reconcile([80]);
      await lab.pool().reconcile([]);
      expect(lab.calls.filter((call) => /^https?HealthChecks/.test(call))).toEqual([]);
    },
  },
  27: {
    bug: 'a new service is not linked to its health check',
    expectRepaired: async (lab) => {
      await lab.pool().add(80);
      expect((await lab.service()).healthChecks).toEqual([lab.cloud.link('global/healthChecks/k8s-be-80--uid')]);
    },
  },
  28: {
    reports: ['ingress-gce#43'],
    bug: 'named ports pile up until the limit',
    expectRepaired: async (lab) => {
      const pool = lab.pool({ namedPorts: 'prune', zones: [zoneA, zoneB] });
      await pool.reconcile([80, 81, 82]);
      await pool.reconcile([81]);
      expect((await lab.group(zoneA)).namedPorts).toMatchObject([{ name: 'port81' }]);
      expect((await lab.group(zoneB)).namedPorts).toMatchObject([{ name: 'port81' }]);
    },
  },
  29: {
    reports: ['ingress-nginx#431'],
    bug: 'after a restart nothing stale is known; the memory only grows',
    expectRepaired: async (lab) => {
      await lab.pool().sync([80, 81]);
      await lab.pool().gc([81]);
      await expect(lab.service(80)).rejects.toMatchObject({ code: 404 });
      expect(await lab.service(81)).toMatchObject({ portName: 'port81' });
    },
  },
  30: {
    reports: ['ingress-gce#481'],
    bug: 'what moves to another scope leaves its old self behind',
    expectRepaired: async (lab) => {
      const pool = lab.pool({ regions: true });
      await pool.reconcile([80]);
      const backendService = { loadBalancingScheme: 'INTERNAL_MANAGED' };
      const balancing = { balancingMode: 'RATE', maxRatePerInstance: 1 } as const;
      lab.insertNodes(zoneA, 'n1');
      await lab.nodePool().sync([{ name: 'n1', zone: zoneA }]);
      await pool.reconcile([{ nodePort: 80, scope: 'regions/us-central1', backendService, balancing }]);
      const services = await lab.cloud.listAllBackendServices();
      expect(services.map(({ selfLink = '' }) => selfLink.split('/projects/p/')[1])).toEqual([
        'regions/us-central1/backendServices/k8s-be-80--uid',
      ]);
      expect(await lab.cloud.listHealthChecks()).toEqual([]);
    },
  },
  31: {
    reports: ['ingress-gce#50', 'ingress-gce#591'],
    bug: 'members whose node is not ready cannot be removed, for their zone is not found',
    expectRepaired: async (lab) => {
      lab.insertNodes(zoneA, 'n1', 'n2');
      await lab.pool().add(80);
      await lab.nodePool().sync(['n1', 'n2'].map((name) => ({ name, zone: zoneA })));
      await lab.nodePool([]).sync([{ name: 'n1', zone: zoneA }]);
      expect(await lab.cloud.listInstances('k8s-ig--uid', zoneA)).toMatchObject([/n1$/].map(() => expect.any(String)));
      expect((await lab.cloud.listInstances('k8s-ig--uid', zoneA))[0]).toMatch(/\/n1$/);
    },
  },
  32: {
    bug: 'a name that was cut off is not recognised as own',
    expectRepaired: async (lab) => {
      const namer = new Namer('a-cluster-name-that-is-so-long-that-names-have-to-be-cut-off');
      await lab.pool({ namer }).sync([80, 30_001]);
      expect((await lab.cloud.listBackendServices()).map(({ name = '' }) => name.length)).toEqual([63, 63]);
      await lab.pool({ namer }).gc([80]);
      expect(await lab.cloud.listBackendServices()).toHaveLength(1);
      await lab.pool({ namer }).gc([]);
      expect(await lab.cloud.listHealthChecks()).toEqual([]);
    },
  },
  33: {
    bug: 'what is deleted while no process runs is missed',
    expectRepaired: async (lab) => {
      await lab.pool().sync([80, 81]);
      await lab.pool().reconcile([81]);
      expect((await lab.cloud.listHealthChecks()).map(({ name }) => name)).toEqual(['k8s-be-81--uid']);
    },
  },
  34: {
    reports: ['ingress-gce#35'],
    bug: 'status looks at the first member of the first group alone',
    expectRepaired: async (lab) => {
      lab.insertNodes(zoneA, 'n1');
      lab.insertNodes(zoneB, 'n2', 'n3');
      const zones = [zoneA, zoneB];
      await lab.pool({ zones }).add(80);
      await lab
        .nodePool(zones)
        .sync([{ name: 'n1', zone: zoneA }, ...['n2', 'n3'].map((name) => ({ name, zone: zoneB }))]);
      const { groups } = await lab.pool({ zones }).health('k8s-be-80--uid');
      expect(groups.map(({ total }) => total)).toEqual([1, 2]);
    },
  },
  35: {
    bug: '"used by" on deletion breaks gc',
    expectRepaired: async (lab) => {
      await lab.pool().sync([80, 81]);
      lab.request('POST', 'global/urlMaps', {
        name: 'web',
        defaultService: lab.cloud.link('global/backendServices/k8s-be-80--uid'),
      });
      const { outcomes } = await lab.pool().gc([]);
      expect(outcomes.map(({ step, outcome }) => `${outcome} ${step.name}`)).toEqual([
        'inUse k8s-be-80--uid',
        'done k8s-be-81--uid',
        'inUse k8s-be-80--uid',
        'done k8s-be-81--uid',
      ]);
      lab.request('DELETE', 'global/urlMaps/web');
      await lab.pool().gc([]);
      expect(await lab.cloud.listHealthChecks()).toEqual([]);
    },
  },
  36: {
    reports: ['ingress-gce#39', 'ingress-gce#317', 'ingress-gce#541'],
    bug: 'a health check never follows the probe after its creation',
    expectRepaired: async (lab) => {
      const port = (path: string) => ({ nodePort: 80, readinessProbe: { httpGet: { path } } });
      const pool = lab.pool({ healthChecks: 'enforce' });
      await pool.add(port('/one'));
      await pool.add(port('/two'));
      expect(await lab.check()).toMatchObject({ httpHealthCheck: { requestPath: '/two' } });
    },
  },
  37: {
    bug: 'a node sync before the nodes are known empties the groups',
    expectRepaired: async (lab) => {
      lab.insertNodes(zoneA, 'n1');
      await lab.pool().add(80);
      await lab.nodePool().sync([{ name: 'n1', zone: zoneA }]);
      await expect(lab.nodePool().sync([])).resolves.toMatchObject({ outcomes: [], notices: [{}] });
      expect(await lab.cloud.listInstances('k8s-ig--uid', zoneA)).toHaveLength(1);
    },
  },
  38: {
    reports: ['ingress-gce#1447'],
    bug: 'the same backend is synced once for each path that leads to it',
    expectRepaired: async (lab) => {
      await lab.pool().sync([80, 80, { nodePort: 80 }, readPort(80)]);
      expect(ofMethod(lab.calls, 'backendServices.insert')).toHaveLength(1);
      expect(ofMethod(lab.calls, 'healthChecks.insert')).toHaveLength(1);
    },
  },
  39: {
    bug: 'zones whose nodes are all unready are dropped, and their groups leak',
    expectRepaired: async (lab) => {
      await lab.pool({ zones: [zoneA, zoneB] }).add(80);
      lab.calls.length = 0;
      await lab.pool({ zones: [zoneA] }).reconcile([80]);
      expect(changes(lab.calls)).toEqual([]);
      expect((await lab.service()).backends).toHaveLength(2);
      await lab.pool({ zones: [zoneA] }).shutdown();
      expect(await lab.cloud.listInstanceGroups()).toEqual([]);
    },
  },
  40: {
    reports: ['contrib#1724'],
    bug: 'more than 1 000 nodes in a zone fail',
    expectRepaired: async (lab) => {
      await lab.pool().add(80);
      const nodes = Array.from({ length: 1_003 }, (_, index) => ({ name: `n${index + 10_000}`, zone: zoneA }));
      const { waves, notices } = await lab.nodePool().planSync(nodes);
      expect(waves.flat().map(({ instances }) => instances.length)).toEqual([1_000]);
      expect(notices).toMatchObject([{ message: expect.stringContaining('left out: n11000, n11001 and n11002') }]);
    },
  },
  41: {
    bug: 'a member that is there already fails the sync',
    expectRepaired: async (lab) => {
      lab.insertNodes(zoneA, 'n1', 'n2');
      await lab.pool().add(80);
      lab.answer = (call) => {
        if (!call.endsWith('/addInstances')) return undefined;
        lab.answer = () => undefined;
        lab.request('POST', `zones/${zoneA}/instanceGroups/k8s-ig--uid/addInstances`, {
          instances: [{ instance: lab.cloud.link(`zones/${zoneA}/instances/n1`) }],
        });
        return undefined;
      };
      const { outcomes } = await lab.nodePool().sync(['n1', 'n2'].map((name) => ({ name, zone: zoneA })));
      expect(outcomes).toMatchObject([{ outcome: 'adopted' }]);
      expect(await lab.cloud.listInstances('k8s-ig--uid', zoneA)).toHaveLength(2);
    },
  },
  42: {
    bug: 'a node whose zone is empty for a while is removed',
    expectRepaired: async (lab) => {
      lab.insertNodes(zoneA, 'n1', 'n2');
      await lab.pool().add(80);
      await lab.nodePool().sync(['n1', 'n2'].map((name) => ({ name, zone: zoneA })));
      await lab.nodePool().sync([
        { name: 'n1', zone: zoneA },
        { name: 'n2', zone: '' },
      ]);
      expect(await lab.cloud.listInstances('k8s-ig--uid', zoneA)).toHaveLength(2);
    },
  },
};

describe('repaired since 2017', () => {
  test('each of the 42 is here', () => {
    expect(Object.keys(BUGS).map(Number)).toEqual(Array.from({ length: 42 }, (_, index) => index + 1));
  });

  test.each(
    Object.entries(BUGS).map(([number, bug]) => [number, [bug.bug, ...(bug.reports ?? [])].join(', '), bug] as const),
  )('#%s %s', async (_number, _told, { world, expectRepaired }) => {
    await expectRepaired(poolLab(createSimulator(world)));
  });
});
