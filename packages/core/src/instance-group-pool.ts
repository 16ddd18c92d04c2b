import type { InstanceGroup, NamedPort } from '@gcepool/api';
import type { Cloud, InstanceGroups, Zones } from './cloud.ts';
import { execute } from './execute.ts';
import { lastSegment } from './link.ts';
import type { Namer } from './namer.ts';
import type { NodePool } from './node-pool.ts';
import { readNodes } from './node.ts';
import type { Node } from './node.ts';
import { zoneOf } from './observe.ts';
import { performGroupDelete, performMembers } from './perform-instance-group.ts';
import { planGroupsRemoval } from './plan-groups-removal.ts';
import { planMembers } from './plan-members.ts';
import { failures } from './report.ts';
import type { Report } from './report.ts';
import type { GroupRemoval, MemberStep, Plan, Step } from './step.ts';
import { zoneListerOf } from './zone-lister.ts';
import type { ZoneLister } from './zone-lister.ts';

/** The calls an {@link InstanceGroupPool} makes. */
export type InstanceGroupCloud = InstanceGroups & Pick<Cloud, 'link'>;

/** Unmanaged instance groups, one in each zone and all of one name, kept in a cloud's `instanceGroups`. */
export class InstanceGroupPool implements NodePool {
  readonly #cloud: InstanceGroupCloud;
  readonly #namer: Namer;
  readonly #zones: ZoneLister;

  /**
   * @param zones Zones that get a group. By default every zone of the cloud, which for a whole project are far more than
   * a cluster has nodes in: name them where you know them.
   */
  constructor(cloud: InstanceGroupCloud & Zones, namer: Namer, zones: ZoneLister | readonly string[] = cloud) {
    this.#cloud = cloud;
    this.#namer = namer;
    this.#zones = zoneListerOf(zones);
  }

  listZones(): Promise<readonly string[]> {
    return this.#zones.listZones();
  }

  link(name: string, zone: string): string {
    return this.#cloud.link(`zones/${zone}/instanceGroups/${name}`);
  }

  listInstanceGroups(): Promise<InstanceGroup[]> {
    return this.#cloud.listInstanceGroups();
  }

  getInstanceGroup(name: string, zone: string): Promise<InstanceGroup> {
    return this.#cloud.getInstanceGroup(name, zone);
  }

  createInstanceGroup(instanceGroup: InstanceGroup, zone: string): Promise<void> {
    return this.#cloud.createInstanceGroup(instanceGroup, zone);
  }

  setNamedPorts(name: string, zone: string, namedPorts: readonly NamedPort[], fingerprint?: string): Promise<void> {
    return this.#cloud.setNamedPorts(name, zone, namedPorts, fingerprint);
  }

  /** What {@link sync} would do. */
  async planSync(nodes: readonly (Node | string)[]): Promise<Plan<MemberStep>> {
    const name = this.#namer.instanceGroup();
    const zones = (await this.#groups(name)).map((group) => zoneOf(group)).filter((zone) => zone !== undefined);
    const groups = await Promise.all(
      zones.toSorted().map(async (zone) => {
        const members = await this.#cloud.listInstances(name, zone);
        return { name, zone, members: members.map((member) => lastSegment(member)) };
      }),
    );
    return planMembers(readNodes(nodes), groups);
  }

  async sync(nodes: readonly (Node | string)[]): Promise<Report<MemberStep>> {
    return settled(await execute(await this.planSync(nodes), (step) => performMembers(step, this.#cloud)));
  }

  /** What {@link delete} would do. */
  async planDelete(): Promise<Plan<GroupRemoval>> {
    const name = this.#namer.instanceGroup();
    return planGroupsRemoval(name, await this.#groups(name));
  }

  async delete(): Promise<Report<GroupRemoval>> {
    return settled(await execute(await this.planDelete(), (step) => performGroupDelete(step, this.#cloud)));
  }

  async #groups(name: string): Promise<InstanceGroup[]> {
    const groups = await this.#cloud.listInstanceGroups();
    return groups.filter((group) => group.name === name);
  }
}

function settled<S extends Step>(report: Report<S>): Report<S> {
  const errors = failures(report);
  if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join('\n'));
  return report;
}
