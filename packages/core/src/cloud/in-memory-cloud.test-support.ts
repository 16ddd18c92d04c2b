import type { BackendService, Firewall, HealthCheck, InstanceGroup, NamedPort } from '@gcepool/api';
import type { CallOptions, Cloud, ListOptions, ReachableItems, RegionalCloud } from './cloud.ts';
import { InMemoryScope } from './in-memory-scope.test-support.ts';
import { filtered, InMemoryState } from './in-memory-state.test-support.ts';
import { lastSegment, pathOf } from './link.ts';
import { alreadyExists, inUse, refusal, stale } from './refusal.test-support.ts';

/**
 * A project in memory with GCE's refusals for what the pool does: 404, 409, 412, use by others, balancing modes that do
 * not fit together. What goes in and out is copied. Every call is recorded.
 */
export class InMemoryCloud extends InMemoryScope implements Cloud {
  zones: string[];
  firewalls: Firewall[] = [];
  /** Zones that cannot be reached. */
  unreachable: string[] = [];
  /** Regions that cannot. */
  unreachableRegions: string[] = [];

  constructor(zones: readonly string[] = ['zone-a']) {
    super(new InMemoryState(), 'global');
    this.zones = [...zones];
  }

  /** Calls since the last `calls.length = 0`: method, then the path or name it was about. */
  get calls(): string[] {
    return this.state.calls;
  }

  /** Number of calls that change something, or would. */
  get mutations(): number {
    return this.calls.filter((call) => !/^(get|list)/.test(call)).length;
  }

  /** May refuse a call before it does anything. */
  set refuse(refuse: InMemoryState['refuse']) {
    this.state.refuse = refuse;
  }

  /** May lose the answer to a call that was carried out. */
  set lose(lose: InMemoryState['lose']) {
    this.state.lose = lose;
  }

  inRegion(region: string): RegionalCloud {
    return new InMemoryScope(this.state, `regions/${region}`, this.states);
  }

  async listAllBackendServices(options?: ListOptions): Promise<BackendService[]> {
    return this.state.read('listAllBackendServices', '', () => filtered(this.state.services.values(), options));
  }

  async listAllHealthChecks(options?: ListOptions): Promise<HealthCheck[]> {
    return this.state.read('listAllHealthChecks', '', () => filtered(this.state.checks.values(), options));
  }

  async listReachableBackendServices(options?: ListOptions): Promise<ReachableItems<BackendService>> {
    return this.#reachable('listReachableBackendServices', [...this.state.services.values()], this.#regions(), options);
  }

  async listReachableHealthChecks(options?: ListOptions): Promise<ReachableItems<HealthCheck>> {
    return this.#reachable('listReachableHealthChecks', [...this.state.checks.values()], this.#regions(), options);
  }

  async getInstanceGroup(name: string, zone: string): Promise<InstanceGroup> {
    const path = `zones/${zone}/instanceGroups/${name}`;
    return this.state.read('getInstanceGroup', path, () => this.#sized(path));
  }

  async createInstanceGroup(body: InstanceGroup, zone: string, options?: CallOptions): Promise<void> {
    const path = `zones/${zone}/instanceGroups/${body.name}`;
    const act = (): void => {
      if (this.state.groups.has(path)) throw alreadyExists(path);
      this.state.members.set(path, new Set());
      this.#storeGroup(path, { ...body, zone: this.link(`zones/${zone}`) });
    };
    this.state.change('createInstanceGroup', path, options, act, body);
  }

  async deleteInstanceGroup(name: string, zone: string, options?: CallOptions): Promise<void> {
    const path = `zones/${zone}/instanceGroups/${name}`;
    this.state.change('deleteInstanceGroup', path, options, () => {
      this.state.find(this.state.groups, path);
      for (const [user, { backends = [] }] of this.state.services) {
        if (backends.some(({ group = '' }) => pathOf(group) === path)) throw inUse(path, user);
      }
      this.state.groups.delete(path);
      this.state.members.delete(path);
    });
  }

  async listInstanceGroups(options?: ListOptions): Promise<InstanceGroup[]> {
    return this.state.read('listInstanceGroups', '', () =>
      filtered(
        [...this.state.groups.keys()].map((path) => this.#sized(path)),
        options,
      ),
    );
  }

  async listReachableInstanceGroups(options?: ListOptions): Promise<ReachableItems<InstanceGroup>> {
    const all = [...this.state.groups.keys()].map((path) => this.#sized(path));
    return this.#reachable(
      'listReachableInstanceGroups',
      all,
      this.unreachable.map((zone) => `zones/${zone}`),
      options,
    );
  }

  async setNamedPorts(
    name: string,
    zone: string,
    namedPorts: readonly NamedPort[],
    fingerprint?: string,
    options?: CallOptions,
  ): Promise<void> {
    const path = `zones/${zone}/instanceGroups/${name}`;
    const act = (): void => {
      const group = this.state.find(this.state.groups, path);
      if (fingerprint !== undefined && fingerprint !== group.fingerprint) throw stale();
      this.#storeGroup(path, { ...group, namedPorts: [...namedPorts] });
    };
    this.state.change('setNamedPorts', path, options, act, namedPorts);
  }

  async listInstances(name: string, zone: string): Promise<string[]> {
    const path = `zones/${zone}/instanceGroups/${name}`;
    return this.state.read('listInstances', path, () => [...this.#members(path)]);
  }

  async addInstances(name: string, zone: string, instances: readonly string[], options?: CallOptions): Promise<void> {
    const path = `zones/${zone}/instanceGroups/${name}`;
    this.state.change('addInstances', `${path} ${instances.join(' ')}`, options, () => {
      const members = this.#members(path);
      const links = this.#instances(zone, instances);
      const known = links.find((link) => members.has(link));
      if (known !== undefined) throw refusal(400, 'memberAlreadyExists', `Resource '${known}' is already a member.`);
      for (const link of links) members.add(link);
    });
  }

  async removeInstances(
    name: string,
    zone: string,
    instances: readonly string[],
    options?: CallOptions,
  ): Promise<void> {
    const path = `zones/${zone}/instanceGroups/${name}`;
    this.state.change('removeInstances', `${path} ${instances.join(' ')}`, options, () => {
      const members = this.#members(path);
      const links = this.#instances(zone, instances);
      const unknown = links.find((link) => !members.has(link));
      if (unknown !== undefined) throw refusal(400, 'memberNotFound', `Resource '${unknown}' is not a member.`);
      for (const link of links) members.delete(link);
    });
  }

  async listZones(): Promise<string[]> {
    return this.state.read('listZones', '', () => [...this.zones]);
  }

  async listFirewalls(): Promise<Firewall[]> {
    return this.state.read('listFirewalls', '', () => this.firewalls);
  }

  #sized(path: string): InstanceGroup {
    return { ...this.state.find(this.state.groups, path), size: this.#members(path).size };
  }

  #members(path: string): Set<string> {
    this.state.find(this.state.groups, path);
    return this.state.members.get(path) ?? new Set();
  }

  #instances(zone: string, names: readonly string[]): string[] {
    return names.map((instance) => this.link(`zones/${zone}/instances/${instance}`));
  }

  #storeGroup(path: string, body: InstanceGroup): void {
    const fingerprint = this.state.fingerprint();
    this.state.groups.set(path, { ...structuredClone(body), selfLink: this.link(path), fingerprint });
  }

  #regions(): string[] {
    return this.unreachableRegions.map((region) => `regions/${region}`);
  }

  async #reachable<T extends { name?: string | undefined; zone?: string | undefined; region?: string | undefined }>(
    method: string,
    all: readonly T[],
    scopes: readonly string[],
    options?: ListOptions,
  ): Promise<ReachableItems<T>> {
    return this.state.read(method, '', () => {
      const names = new Set(scopes.map((scope) => lastSegment(scope)));
      const isReached = ({ zone, region }: T): boolean => !names.has(lastSegment(zone ?? region ?? ''));
      const unreachable = scopes.map((scope) => ({ scope, why: `${lastSegment(scope)} is out of reach` }));
      return { items: filtered(all.filter(isReached), options), unreachable };
    });
  }
}
