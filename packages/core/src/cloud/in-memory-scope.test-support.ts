import type { BackendService, BackendServiceGroupHealth, HealthCheck } from '@gcepool/api';
import type { CallOptions, ListOptions, RegionalCloud } from './cloud.ts';
import { filtered, patched } from './in-memory-state.test-support.ts';
import type { InMemoryState } from './in-memory-state.test-support.ts';
import { lastSegment, pathOf } from './link.ts';
import { alreadyExists, inUse, invalid, refusal, stale } from './refusal.test-support.ts';

/** Backend services and health checks of one scope, `global` or `regions/<region>`, of a project in memory. */
export class InMemoryScope implements RegionalCloud {
  readonly state: InMemoryState;
  /** State of each member by instance name; HEALTHY where absent. */
  readonly states: Map<string, 'HEALTHY' | 'UNHEALTHY'>;
  readonly #scope: string;

  constructor(state: InMemoryState, scope: string, states: InMemoryScope['states'] = new Map()) {
    this.state = state;
    this.states = states;
    this.#scope = scope;
  }

  link(path: string): string {
    return `https://compute.googleapis.com/compute/v1/projects/p/${path}`;
  }

  async getBackendService(name: string): Promise<BackendService> {
    return this.state.read('getBackendService', name, () => this.state.find(this.state.services, this.#service(name)));
  }

  async updateBackendService(body: BackendService, options?: CallOptions): Promise<void> {
    const { name = '' } = body;
    this.state.change('updateBackendService', name, options, () => this.#replaceService(name, body), body);
  }

  async patchBackendService(name: string, patch: BackendService, options?: CallOptions): Promise<void> {
    const act = (): void => {
      const present = this.state.find(this.state.services, this.#service(name));
      if (patch.fingerprint === undefined) throw refusal(412, 'conditionNotMet', 'Required fingerprint is missing.');
      this.#replaceService(name, { ...patched(present, patch), fingerprint: patch.fingerprint });
    };
    this.state.change('patchBackendService', name, options, act, patch);
  }

  async createBackendService(body: BackendService, options?: CallOptions): Promise<void> {
    const { name = '' } = body;
    const path = this.#service(name);
    const act = (): void => {
      if (this.state.services.has(path)) throw alreadyExists(path);
      this.#storeService(path, body);
    };
    this.state.change('createBackendService', name, options, act, body);
  }

  async deleteBackendService(name: string, options?: CallOptions): Promise<void> {
    const path = this.#service(name);
    this.state.change('deleteBackendService', name, options, () => {
      this.state.find(this.state.services, path);
      this.state.services.delete(path);
    });
  }

  async setSecurityPolicy(name: string, securityPolicy: string, options?: CallOptions): Promise<void> {
    const path = this.#service(name);
    this.state.change('setSecurityPolicy', `${name} ${securityPolicy}`, options, () => {
      const { securityPolicy: _old, ...rest } = this.state.find(this.state.services, path);
      const policy = securityPolicy === '' ? {} : { securityPolicy };
      this.state.services.set(path, { ...rest, ...policy, fingerprint: this.state.fingerprint() });
    });
  }

  async listBackendServices(options?: ListOptions): Promise<BackendService[]> {
    return this.state.read('listBackendServices', '', () => filtered(this.#here(this.state.services), options));
  }

  async getHealth(name: string, group: string): Promise<BackendServiceGroupHealth> {
    return this.state.read('getHealth', `${name} ${pathOf(group)}`, () => {
      const { backends = [], port = 80 } = this.state.find(this.state.services, this.#service(name));
      if (!backends.some((backend) => pathOf(backend.group ?? '') === pathOf(group))) {
        throw invalid(`Invalid value for field 'resource.group': '${group}'.`);
      }
      const members = [...(this.state.members.get(pathOf(group)) ?? [])];
      const healthStatus = members.map((instance) => ({
        instance,
        healthState: this.states.get(lastSegment(instance)) ?? 'HEALTHY',
        port,
      }));
      return { kind: 'compute#backendServiceGroupHealth', ...(healthStatus.length === 0 ? {} : { healthStatus }) };
    });
  }

  async getHealthCheck(name: string): Promise<HealthCheck> {
    return this.state.read('getHealthCheck', name, () => this.state.find(this.state.checks, this.#check(name)));
  }

  async updateHealthCheck(body: HealthCheck, options?: CallOptions): Promise<void> {
    const { name = '' } = body;
    const act = (): void => {
      this.state.find(this.state.checks, this.#check(name));
      this.#storeCheck(this.#check(name), body);
    };
    this.state.change('updateHealthCheck', name, options, act, body);
  }

  async patchHealthCheck(name: string, patch: HealthCheck, options?: CallOptions): Promise<void> {
    const act = (): void =>
      this.#storeCheck(this.#check(name), patched(this.state.find(this.state.checks, this.#check(name)), patch));
    this.state.change('patchHealthCheck', name, options, act, patch);
  }

  async createHealthCheck(body: HealthCheck, options?: CallOptions): Promise<void> {
    const { name = '' } = body;
    const path = this.#check(name);
    const act = (): void => {
      if (this.state.checks.has(path)) throw alreadyExists(path);
      this.#storeCheck(path, body);
    };
    this.state.change('createHealthCheck', name, options, act, body);
  }

  async deleteHealthCheck(name: string, options?: CallOptions): Promise<void> {
    const path = this.#check(name);
    this.state.change('deleteHealthCheck', name, options, () => {
      this.state.find(this.state.checks, path);
      for (const [user, { healthChecks = [] }] of this.state.services) {
        if (healthChecks.some((check) => pathOf(check) === path)) throw inUse(path, user);
      }
      this.state.checks.delete(path);
    });
  }

  async listHealthChecks(options?: ListOptions): Promise<HealthCheck[]> {
    return this.state.read('listHealthChecks', '', () => filtered(this.#here(this.state.checks), options));
  }

  #here<T>(all: ReadonlyMap<string, T>): T[] {
    return [...all].filter(([path]) => path.startsWith(`${this.#scope}/`)).map(([, item]) => item);
  }

  #service(name: string): string {
    return `${this.#scope}/backendServices/${name}`;
  }

  #check(name: string): string {
    return `${this.#scope}/healthChecks/${name}`;
  }

  #place(): { region?: string } {
    return this.#scope === 'global' ? {} : { region: this.link(this.#scope) };
  }

  #replaceService(name: string, body: BackendService): void {
    const path = this.#service(name);
    const { fingerprint } = this.state.find(this.state.services, path);
    if (body.fingerprint !== undefined && body.fingerprint !== fingerprint) throw stale();
    this.#storeService(path, body);
  }

  #storeService(path: string, body: BackendService): void {
    const backends = (body.backends ?? []).map((backend) => ({ balancingMode: 'UTILIZATION', ...backend }));
    const { healthChecks = [] } = body;
    for (const check of healthChecks) this.state.find(this.state.checks, pathOf(check));
    if (backends.length > 0 && healthChecks.length === 0)
      throw invalid('At least one health check needs to be specified.');
    const groups = backends.map(({ group = '' }) => pathOf(group));
    if (new Set(groups).size < groups.length) throw invalid('Duplicate instance groups in backend service.');
    for (const [index, backend] of backends.entries()) {
      const group = groups[index] ?? '';
      if (group.includes('/instanceGroups/')) this.state.find(this.state.groups, group);
      if (backend.balancingMode === 'RATE' && !Object.keys(backend).some((field) => field.startsWith('maxRate'))) {
        throw invalid('Either maxRate or maxRatePerInstance should be set with RATE mode');
      }
      this.#refuseMixedModes(path, group, backend.balancingMode ?? '');
    }
    const defaults = { description: '', protocol: 'HTTP', port: 80, portName: 'http', timeoutSec: 30 };
    const stored = { ...defaults, ...structuredClone(body), backends, fingerprint: this.state.fingerprint() };
    this.state.services.set(path, { ...stored, selfLink: this.link(path), ...this.#place() });
  }

  #refuseMixedModes(path: string, group: string, mode: string): void {
    const isAlone = (balancingMode = ''): boolean => balancingMode === 'UTILIZATION';
    for (const [other, { backends = [] }] of this.state.services) {
      if (other === path) continue;
      const used = backends.filter((backend) => pathOf(backend.group ?? '') === group);
      if (used.some(({ balancingMode }) => isAlone(balancingMode) !== isAlone(mode))) {
        throw refusal(400, 'invalidUsage', `${path} and ${other} have incompatible balancing_mode for ${group}`);
      }
    }
  }

  #storeCheck(path: string, body: HealthCheck): void {
    this.state.checks.set(path, { ...structuredClone(body), selfLink: this.link(path), ...this.#place() });
  }
}
