import type { InstanceGroup, NamedPort, Operation } from '@gcepool/api';
import { Caller } from '../calls/caller.ts';
import type { CallerOptions, RetriedCall } from '../calls/caller.ts';
import { StoppedError } from '../calls/stopped-error.ts';
import { rateLimitedClient } from '../calls/rate-limited-client.ts';
import type {
  CallOptions,
  Cloud,
  InstanceGroups,
  ListOptions,
  ReachableItems,
  UnreachableScope,
  Zones,
} from '../cloud/cloud.ts';
import { lastSegment, pathOf } from '../cloud/link.ts';
import { execute } from '../execute/execute.ts';
import type { Namer } from '../names/namer.ts';
import { OwnershipConflictError } from '../names/ownership.ts';
import type { Adoption } from '../names/ownership.ts';
import { membersElsewhere } from './members-elsewhere.ts';
import type { MembersOptions, NodePool } from './node-pool.ts';
import { readNodes } from './node.ts';
import type { Node } from './node.ts';
import { reachableGroups, zoneOf } from '../observe/observe.ts';
import { performInstanceGroupDeletion } from '../execute/perform-instance-group.ts';
import { performMembers } from './perform-members.ts';
import { wantedMembers } from './wanted-members.ts';
import { planGroupsDeletion } from './plan-groups-deletion.ts';
import { cappedMembers } from './capped-members.ts';
import type { CappedMembers } from './capped-members.ts';
import { ownGroups } from './own-groups.ts';
import type { OwnGroups } from './own-groups.ts';
import { planMembers } from './plan-members.ts';
import { readMembers, SilentZoneError } from './read-members.ts';
import type { SilentZone } from './read-members.ts';
import type { GroupMembers } from './plan-members.ts';
import { desiredMembers } from './desired-members.ts';
import { failures } from '../execute/report.ts';
import type { Report } from '../execute/report.ts';
import { StepsError } from '../execute/steps-error.ts';
import { RemovalCapError } from '../plan/removal-cap.ts';
import { UnreachableScopeError } from '../plan/unreachable-scope-error.ts';
import { planOf } from '../plan/step.ts';
import type { InstanceGroupDeletion, MemberStep, Plan, Step } from '../plan/step.ts';
import { zoneListerOf } from './zone-lister.ts';
import type { ZoneLister } from './zone-lister.ts';

const NO_NODES = 'no node is known, so all members stay; pass force: true to remove them';

/** The calls an {@link InstanceGroupPool} makes. */
export type InstanceGroupCloud = InstanceGroups & Pick<Cloud, 'link'>;

/** How an {@link InstanceGroupPool} makes the calls of its own. */
export interface InstanceGroupPoolOptions extends CallerOptions {
  /** The caller of the backend pool, so that both keep to one rate; by default one is made of the other options. */
  readonly caller?: Caller | undefined;
  /** What is done with groups of the pool's name that bear no mark; they are the pool's by default (`by-name`). */
  readonly adopt?: Adoption | undefined;
  /** Called when a call is about to be made again. Must not throw. */
  readonly onRetry?: ((retried: RetriedCall) => void) | undefined;
}

/** Unmanaged instance groups, one in each zone and all of one name, kept in a cloud's `instanceGroups`. */
export class InstanceGroupPool implements NodePool {
  readonly #cloud: InstanceGroupCloud;
  /** The cloud for what this pool does by itself; what a backend pool asks of it, that pool paces and repeats. */
  readonly #limited: InstanceGroupCloud;
  readonly #caller: Caller;
  readonly #namer: Namer;
  readonly #zones: ZoneLister;
  readonly #stop: AbortSignal | undefined;
  readonly #adopt: Adoption;

  /**
   * @param zones Zones that get a group. By default every zone of the cloud, which for a whole project are far more than
   * a cluster has nodes in: name them where you know them.
   * @param options How calls are paced and repeated; with a clock that can sleep, failures that pass by themselves are
   * outlasted.
   */
  constructor(
    cloud: InstanceGroupCloud & Zones,
    namer: Namer,
    zones: ZoneLister | readonly string[] = cloud,
    options: InstanceGroupPoolOptions = {},
  ) {
    this.#cloud = cloud;
    const { caller = new Caller(options), onRetry } = options;
    this.#caller = caller;
    this.#limited = rateLimitedClient<InstanceGroupCloud>(cloud, caller, onRetry);
    this.#namer = namer;
    this.#zones = zoneListerOf(zones);
    this.#stop = options.stop;
    this.#adopt = options.adopt ?? 'by-name';
  }

  listZones(): Promise<readonly string[]> {
    return this.#zones.listZones();
  }

  link(name: string, zone: string): string {
    return this.#cloud.link(`zones/${zone}/instanceGroups/${name}`);
  }

  listInstanceGroups(options?: ListOptions): Promise<InstanceGroup[]> {
    return this.#cloud.listInstanceGroups(options);
  }

  /** Of a cloud that cannot tell zones that it does not reach, all. */
  listReachableInstanceGroups(options: ListOptions = {}): Promise<ReachableItems<InstanceGroup>> {
    return reachableGroups(this.#cloud, options);
  }

  /** Of a cloud that tells of none, none. */
  async listInstanceGroupOperations(name: string, zone: string): Promise<Operation[]> {
    return (await this.#cloud.listInstanceGroupOperations?.(name, zone)) ?? [];
  }

  getInstanceGroup(name: string, zone: string): Promise<InstanceGroup> {
    return this.#cloud.getInstanceGroup(name, zone);
  }

  createInstanceGroup(instanceGroup: InstanceGroup, zone: string, options?: CallOptions): Promise<void> {
    return this.#cloud.createInstanceGroup(instanceGroup, zone, options);
  }

  deleteInstanceGroup(name: string, zone: string, options?: CallOptions): Promise<void> {
    return this.#cloud.deleteInstanceGroup(name, zone, options);
  }

  setNamedPorts(
    name: string,
    zone: string,
    namedPorts: readonly NamedPort[],
    fingerprint?: string,
    options?: CallOptions,
  ): Promise<void> {
    return this.#cloud.setNamedPorts(name, zone, namedPorts, fingerprint, options);
  }

  /** What {@link sync} would do. */
  async planSync(nodes: readonly (Node | string)[], options: MembersOptions = {}): Promise<Plan<MemberStep>> {
    const { planned, problems } = await this.#plan(nodes, options);
    const notices = problems.map(({ resource: about, message }) => ({ about, message }));
    return { ...planned, notices: [...planned.notices, ...notices] };
  }

  async sync(nodes: readonly (Node | string)[], options: MembersOptions = {}): Promise<Report<MemberStep>> {
    if (this.#stop?.aborted) throw new StoppedError();
    const { planned, capped, groups, problems, silent } = await this.#plan(nodes, options);
    const { force = false, keep = false, cap, rivalry } = options;
    rivalry?.forgetUnless(wantedMembers(this.#namer.instanceGroup(), readNodes(nodes)));
    if (!force) await rivalry?.mustBeAlone(planned.waves.flat());
    const release = force ? undefined : options.release;
    let fewer = 0;
    const onChange = (count: number): void => void (fewer -= count);
    const elsewhere = await this.#elsewhere(planned, options);
    const [first] = silent;
    const asked = typeof keep === 'string' ? keep : 'every port reaches all groups';
    const until = first === undefined ? asked : `${first.zone} tells who is in its group`;
    const keepUntil = !force && (keep !== false || first !== undefined) ? until : undefined;
    const removal = { keepUntil, release, elsewhere, desired: desiredMembers(groups, planned), onChange };
    const report = await execute(planned, performMembers(planned, this.#limited, removal), { stop: this.#stop });
    rivalry?.learn(report.outcomes);
    // What was asked for in so many words counts against nothing.
    if (!(force || options.uncapped === true)) cap?.note(fewer);
    return settled(report, [...(capped === undefined ? [] : [new RemovalCapError(capped)]), ...problems]);
  }

  /** Where it cannot be read who is where, the cloud tells in its refusal. */
  async #elsewhere(planned: Plan<MemberStep>, { balanced }: MembersOptions): Promise<ReadonlyMap<string, string>> {
    const joining = planned.waves.flat().filter(({ verb }) => verb === 'addInstances');
    if (joining.length === 0 || balanced === undefined) return new Map();
    try {
      return await membersElsewhere(joining, await balanced(), this.#limited);
    } catch (error) {
      if (error instanceof StoppedError) throw error;
      return new Map();
    }
  }

  async #plan(
    nodes: readonly (Node | string)[],
    { force = false, uncapped = false, cap, balanced }: MembersOptions,
  ): Promise<PlannedMembers> {
    const name = this.#namer.instanceGroup();
    const wanted = readNodes(nodes);
    const nodeZones = new Set(wanted.map(({ zone }) => zone));
    const { own, foreign: others, unreachable } = await this.#groups(name);
    const foreign = others.filter(({ zone }) => nodeZones.has(zone));
    const zones = own.map((group) => zoneOf(group)).filter((zone) => zone !== undefined);
    const outOfReach = (await this.#ownAmong(unreachable, nodeZones, balanced)).map(({ scope, why }): SilentZone => ({
      zone: lastSegment(scope),
      error: new Error(why),
    }));
    const { groups, silent } = await readMembers(this.#limited, name, zones.toSorted(), outOfReach);
    const problems = [
      ...foreign.map(({ resource, why }) => new OwnershipConflictError(resource, why)),
      ...silent.map((each) => new SilentZoneError(name, each)),
    ];
    const isEmptying = nodes.length === 0 && groups.some(({ members }) => members.length > 0);
    // A list that is empty because it is not loaded yet would remove all capacity.
    const notice = { about: `instanceGroups/${name}`, message: NO_NODES };
    if (isEmptying && !force) return { planned: planOf([], [notice]), groups, problems, silent };
    const barred = new Set<string | undefined>([...foreign, ...silent].map(({ zone }) => zone));
    const reachable = wanted.filter(({ zone }) => !barred.has(zone));
    const planned = planMembers(reachable, groups);
    return { ...cappedMembers(planned, groups, force || uncapped ? undefined : cap), groups, problems, silent };
  }

  /** What {@link delete} would do. */
  async planDelete(): Promise<Plan<InstanceGroupDeletion>> {
    const name = this.#namer.instanceGroup();
    const { own, foreign, unreachable: all } = await this.#groups(name);
    const unreachable = await this.#ownAmong(all);
    return { ...planGroupsDeletion(name, own, foreign), ...(unreachable.length > 0 && { unreachable }) };
  }

  async delete(): Promise<Report<InstanceGroupDeletion>> {
    const planned = await this.planDelete();
    const report = await execute(planned, (step) => performInstanceGroupDeletion(step, this.#limited));
    const { unreachable = [] } = planned;
    return settled(
      report,
      unreachable.map((scope) => new UnreachableScopeError(scope)),
    );
  }

  /** Which zones out of reach have nodes, or may have, or a group that is load balanced: the others are none of this pool's. */
  async #ownAmong(
    unreachable: readonly UnreachableScope[],
    nodeZones: ReadonlySet<string | undefined> = new Set(),
    balanced?: MembersOptions['balanced'],
  ): Promise<readonly UnreachableScope[]> {
    if (unreachable.length === 0) return [];
    const [listed, linked] = await Promise.all([this.listZones(), balanced?.() ?? new Map<string, string>()]);
    const known = new Set([...nodeZones, ...listed]);
    const name = this.#namer.instanceGroup();
    return unreachable.filter(({ scope }) => {
      const zone = lastSegment(scope);
      return known.has(zone) || linked.has(pathOf(this.link(name, zone)));
    });
  }

  /** What every piece of work begins with: what there was to outlast before it does not count. */
  async #groups(name: string): Promise<OwnGroups & { readonly unreachable: readonly UnreachableScope[] }> {
    this.#caller.renewPatience();
    const { items, unreachable } = await reachableGroups(this.#limited, { filter: this.#namer.instanceGroupFilter() });
    const named = items.filter((group) => group.name === name);
    return { ...ownGroups(named, { cluster: this.#namer.clusterName, adopt: this.#adopt }), unreachable };
  }
}

interface PlannedMembers extends CappedMembers {
  /** The groups that the plan is about. */
  readonly groups: readonly GroupMembers[];
  /** Groups that it leaves alone, each with the reason. */
  readonly problems: readonly (OwnershipConflictError | SilentZoneError)[];
  /** Zones of whose nodes it knows nothing. */
  readonly silent: readonly SilentZone[];
}

function settled<S extends Step>(report: Report<S>, problems: readonly Error[] = []): Report<S> {
  if (problems.length + failures(report).length > 0) throw new StepsError(report, problems);
  return report;
}
