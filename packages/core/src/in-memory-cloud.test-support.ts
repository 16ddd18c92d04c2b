import type { BackendService, BackendServiceGroupHealth, HealthCheck, InstanceGroup, NamedPort } from '@gcepool/api';
import type { Cloud } from './cloud.ts';
import { lastSegment, pathOf } from './link.ts';
import { alreadyExists, inUse, invalid, notFound, refusal, stale } from './refusal.test-support.ts';

/**
 * A project in memory with GCE's refusals for what the pool does: 404, 409, 412, use by others, balancing modes that do
 * not fit together. What goes in and out is copied. Every call is recorded.
 */
export class InMemoryCloud implements Cloud {
  /** Calls since the last `calls.length = 0`: method, then the path or name it was about. */
  readonly calls: string[] = [];
  /** May refuse a call before it does anything. */
  refuse: (call: string, body?: unknown) => Error | undefined = () => undefined;
  zones: string[];
  /** State of each member by instance name; HEALTHY where absent. */
  readonly states = new Map<string, 'HEALTHY' | 'UNHEALTHY'>();

  readonly #services = new Map<string, BackendService>();
  readonly #checks = new Map<string, HealthCheck>();
  readonly #groups = new Map<string, InstanceGroup>();
  readonly #members = new Map<string, Set<string>>();
  #revision = 0;

  constructor(zones: readonly string[] = ['zone-a']) {
    this.zones = [...zones];
  }

  link(path: string): string {
    return `https://compute.googleapis.com/compute/v1/projects/p/${path}`;
  }

  /** Number of calls that change something, or would. */
  get mutations(): number {
    return this.calls.filter((call) => !/^(get|list)/.test(call)).length;
  }

  async getBackendService(name: string): Promise<BackendService> {
    this.#admit('getBackendService', name);
    return this.#find(this.#services, `global/backendServices/${name}`);
  }

  async updateBackendService(body: BackendService): Promise<void> {
    const { name = '' } = body;
    this.#admit('updateBackendService', name, body);
    const path = `global/backendServices/${name}`;
    const { fingerprint } = this.#find(this.#services, path);
    if (body.fingerprint !== undefined && body.fingerprint !== fingerprint) throw stale();
    this.#storeService(path, body);
  }

  async createBackendService(body: BackendService): Promise<void> {
    const { name = '' } = body;
    this.#admit('createBackendService', name, body);
    const path = `global/backendServices/${name}`;
    if (this.#services.has(path)) throw alreadyExists(path);
    this.#storeService(path, body);
  }

  async deleteBackendService(name: string): Promise<void> {
    this.#admit('deleteBackendService', name);
    this.#find(this.#services, `global/backendServices/${name}`);
    this.#services.delete(`global/backendServices/${name}`);
  }

  async listBackendServices(): Promise<BackendService[]> {
    this.#admit('listBackendServices');
    return structuredClone([...this.#services.values()]);
  }

  async getHealth(name: string, group: string): Promise<BackendServiceGroupHealth> {
    this.#admit('getHealth', `${name} ${pathOf(group)}`);
    const { backends = [], port = 80 } = this.#find(this.#services, `global/backendServices/${name}`);
    if (!backends.some((backend) => pathOf(backend.group ?? '') === pathOf(group))) {
      throw invalid(`Invalid value for field 'resource.group': '${group}'.`);
    }
    const members = [...(this.#members.get(pathOf(group)) ?? [])];
    const healthStatus = members.map((instance) => ({
      instance,
      healthState: this.states.get(lastSegment(instance)) ?? 'HEALTHY',
      port,
    }));
    return { kind: 'compute#backendServiceGroupHealth', ...(healthStatus.length === 0 ? {} : { healthStatus }) };
  }

  async getHealthCheck(name: string): Promise<HealthCheck> {
    this.#admit('getHealthCheck', name);
    return this.#find(this.#checks, `global/healthChecks/${name}`);
  }

  async updateHealthCheck(body: HealthCheck): Promise<void> {
    const { name = '' } = body;
    this.#admit('updateHealthCheck', name, body);
    this.#find(this.#checks, `global/healthChecks/${name}`);
    this.#storeCheck(`global/healthChecks/${name}`, body);
  }

  async createHealthCheck(body: HealthCheck): Promise<void> {
    const { name = '' } = body;
    this.#admit('createHealthCheck', name, body);
    const path = `global/healthChecks/${name}`;
    if (this.#checks.has(path)) throw alreadyExists(path);
    this.#storeCheck(path, body);
  }

  async deleteHealthCheck(name: string): Promise<void> {
    this.#admit('deleteHealthCheck', name);
    const path = `global/healthChecks/${name}`;
    this.#find(this.#checks, path);
    for (const [user, { healthChecks = [] }] of this.#services) {
      if (healthChecks.some((check) => pathOf(check) === path)) throw inUse(path, user);
    }
    this.#checks.delete(path);
  }

  async listHealthChecks(): Promise<HealthCheck[]> {
    this.#admit('listHealthChecks');
    return structuredClone([...this.#checks.values()]);
  }

  async getInstanceGroup(name: string, zone: string): Promise<InstanceGroup> {
    const path = `zones/${zone}/instanceGroups/${name}`;
    this.#admit('getInstanceGroup', path);
    return this.#find(this.#groups, path);
  }

  async createInstanceGroup(body: InstanceGroup, zone: string): Promise<void> {
    const path = `zones/${zone}/instanceGroups/${body.name}`;
    this.#admit('createInstanceGroup', path, body);
    if (this.#groups.has(path)) throw alreadyExists(path);
    this.#members.set(path, new Set());
    this.#storeGroup(path, { ...body, zone: this.link(`zones/${zone}`) });
  }

  async deleteInstanceGroup(name: string, zone: string): Promise<void> {
    const path = `zones/${zone}/instanceGroups/${name}`;
    this.#admit('deleteInstanceGroup', path);
    this.#find(this.#groups, path);
    for (const [user, { backends = [] }] of this.#services) {
      if (backends.some(({ group = '' }) => pathOf(group) === path)) throw inUse(path, user);
    }
    this.#groups.delete(path);
    this.#members.delete(path);
  }

  async listInstanceGroups(): Promise<InstanceGroup[]> {
    this.#admit('listInstanceGroups');
    return structuredClone([...this.#groups.values()]);
  }

  async setNamedPorts(name: string, zone: string, ports: readonly NamedPort[], fingerprint?: string): Promise<void> {
    const path = `zones/${zone}/instanceGroups/${name}`;
    this.#admit('setNamedPorts', path, ports);
    const group = this.#find(this.#groups, path);
    if (fingerprint !== undefined && fingerprint !== group.fingerprint) throw stale();
    this.#storeGroup(path, { ...group, namedPorts: [...ports] });
  }

  async listInstances(name: string, zone: string): Promise<string[]> {
    const path = `zones/${zone}/instanceGroups/${name}`;
    this.#admit('listInstances', path);
    this.#find(this.#groups, path);
    return [...(this.#members.get(path) ?? [])];
  }

  async addInstances(name: string, zone: string, instances: readonly string[]): Promise<void> {
    const members = this.#membersFor('addInstances', name, zone, instances);
    const links = instances.map((instance) => this.link(`zones/${zone}/instances/${instance}`));
    const known = links.find((link) => members.has(link));
    if (known !== undefined) throw refusal(400, 'memberAlreadyExists', `Resource '${known}' is already a member.`);
    for (const link of links) members.add(link);
  }

  async removeInstances(name: string, zone: string, instances: readonly string[]): Promise<void> {
    const members = this.#membersFor('removeInstances', name, zone, instances);
    const links = instances.map((instance) => this.link(`zones/${zone}/instances/${instance}`));
    const unknown = links.find((link) => !members.has(link));
    if (unknown !== undefined) throw refusal(400, 'memberNotFound', `Resource '${unknown}' is not a member.`);
    for (const link of links) members.delete(link);
  }

  async listZones(): Promise<string[]> {
    this.#admit('listZones');
    return [...this.zones];
  }

  #membersFor(method: string, name: string, zone: string, instances: readonly string[]): Set<string> {
    const path = `zones/${zone}/instanceGroups/${name}`;
    this.#admit(method, `${path} ${instances.join(' ')}`);
    this.#find(this.#groups, path);
    return this.#members.get(path) ?? new Set();
  }

  #admit(method: string, about = '', body?: unknown): void {
    const call = `${method} ${about}`.trim();
    this.calls.push(call);
    const refused = this.refuse(call, body);
    if (refused !== undefined) throw refused;
  }

  #find<T>(from: ReadonlyMap<string, T>, path: string): T {
    const found = from.get(path);
    if (found === undefined) throw notFound(path);
    return structuredClone(found);
  }

  #storeService(path: string, body: BackendService): void {
    const backends = (body.backends ?? []).map((backend) => ({ balancingMode: 'UTILIZATION', ...backend }));
    const { healthChecks = [] } = body;
    for (const check of healthChecks) this.#find(this.#checks, pathOf(check));
    if (backends.length > 0 && healthChecks.length === 0)
      throw invalid('At least one health check needs to be specified.');
    const groups = backends.map(({ group = '' }) => pathOf(group));
    if (new Set(groups).size < groups.length) throw invalid('Duplicate instance groups in backend service.');
    for (const [index, backend] of backends.entries()) {
      const group = groups[index] ?? '';
      this.#find(this.#groups, group);
      if (backend.balancingMode === 'RATE' && (backend.maxRate ?? backend.maxRatePerInstance) === undefined) {
        throw invalid('Either maxRate or maxRatePerInstance should be set with RATE mode');
      }
      this.#refuseMixedModes(path, group, backend.balancingMode ?? '');
    }
    const defaults = { description: '', protocol: 'HTTP', port: 80, portName: 'http', timeoutSec: 30 };
    const stored = { ...defaults, ...structuredClone(body), backends, fingerprint: this.#fingerprint() };
    this.#services.set(path, { ...stored, selfLink: this.link(path) });
  }

  #refuseMixedModes(path: string, group: string, mode: string): void {
    for (const [other, { backends = [] }] of this.#services) {
      if (other === path) continue;
      if (backends.some((backend) => pathOf(backend.group ?? '') === group && backend.balancingMode !== mode)) {
        throw refusal(400, 'invalidUsage', `${path} and ${other} have incompatible balancing_mode for ${group}`);
      }
    }
  }

  #storeCheck(path: string, body: HealthCheck): void {
    this.#checks.set(path, { ...structuredClone(body), selfLink: this.link(path) });
  }

  #storeGroup(path: string, body: InstanceGroup): void {
    this.#groups.set(path, { ...structuredClone(body), selfLink: this.link(path), fingerprint: this.#fingerprint() });
  }

  #fingerprint(): string {
    this.#revision += 1;
    return `fingerprint-${this.#revision}`;
  }
}
