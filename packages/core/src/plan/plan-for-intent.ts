import { desiredState, portDeletions } from './desired-state.ts';
import type { DesiredState, PortLocation } from './desired-state.ts';
import { FirstSeen } from './first-seen.ts';
import { REMOVAL_REASONS } from './intent.ts';
import type { Intent } from './intent.ts';
import { portsInCloud } from './ports-in-cloud.ts';
import { zoneOf } from '../observe/observe.ts';
import type { Observation } from '../observe/observe.ts';
import { plan } from './plan.ts';
import type { Policy } from './policy.ts';
import type { PlannerOptions } from './planner-options.ts';
import { PLAN_FORMAT } from './pool-plan.ts';
import type { PoolPlan } from './pool-plan.ts';
import { byResourceKey, resourceKey } from '../cloud/resource-key.ts';
import { awaitingNotice, awaitsRegion, reachOf } from './regions-out-of-reach.ts';
import type { Reach } from './regions-out-of-reach.ts';
import { RecentRemovals } from './recent-removals.ts';
import { cappedReason, DEFAULT_REMOVAL_CAP } from './removal-cap.ts';
import type { Removable } from './removal-cap.ts';
import { regionOf } from '../ports/service-port.ts';
import { nodePortOf } from '../ports/read-ports.ts';
import type { Notice } from './step.ts';

/** What the planner remembers from one plan to the next. */
export interface PlannerMemory {
  readonly obsoletePorts: FirstSeen<string>;
  readonly emptyZones: FirstSeen<string>;
  readonly removals: RecentRemovals;
}

/** A memory of nothing. */
export function plannerMemory(): PlannerMemory {
  return { obsoletePorts: new FirstSeen(), emptyZones: new FirstSeen(), removals: new RecentRemovals() };
}

/** What a plan is made of, beside the options of the pool. */
export interface PlannerInput {
  readonly intent: Intent;
  readonly observation: Observation;
  /** Ports this pool has touched. */
  readonly touched: readonly number[];
  readonly memory: PlannerMemory;
  /** Whether endpoints can be watched where health checks are changed; `false` by default. */
  readonly watchesHealthChecks?: boolean;
}

/** Makes the plan for an intent, as far as removal cap and grace period allow. Makes no calls. */
export function planForIntent(input: PlannerInput, options: PlannerOptions): PoolPlan {
  const { intent, observation } = input;
  const { namer } = options;
  const inCloud = portsInCloud(observation, namer);
  const reach = reachOf(intent, observation);
  const removal = removalOf(input, reach, inCloud, options);
  const serving = desiredState(reach.reached, options);
  const retirement = retirementOf(input, serving.instanceGroup, options);
  const capped = [removal.capped, retirement.capped].filter((reason) => reason !== undefined);
  const isCapped = capped.length > 0;
  const isShutDown = intent.verb === 'shutdown' && intent.hold !== true && !isCapped;
  const desired: DesiredState = {
    ...serving,
    deletions: portDeletions(isCapped ? [] : removal.ports, namer, REMOVAL_REASONS[intent.verb]),
    // Ports that remain, such as ignored ones or those of a region out of reach, still need the groups.
    withoutGroups: isShutDown && reach.unreachable.length === 0 && inCloud.length === removal.ports.length,
    retiredZones: isCapped ? [] : retirement.zones,
  };
  const { watchesHealthChecks } = input;
  const planned = plan(desired, observation, { ...policyOf(options), watchesHealthChecks });
  const unreachable = [...new Set([...reach.unreachable, ...(planned.unreachable ?? [])])];
  return {
    format: PLAN_FORMAT,
    cluster: namer.clusterName,
    intent,
    ...planned,
    ...(unreachable.length === 0 ? {} : { unreachable }),
    notices: [...planned.notices, ...removal.notices, ...retirement.notices],
    refused: [...intent.rejected, ...(planned.refused ?? [])],
    ...(isCapped ? { capped: capped.join('; ') } : {}),
  };
}

/** The plan for an intent that changes nothing. */
export function emptyPlan(intent: Intent, { namer }: Pick<PlannerOptions, 'namer'>): PoolPlan {
  const { clusterName: cluster } = namer;
  return { format: PLAN_FORMAT, cluster, intent, waves: [], notices: [], refused: intent.rejected };
}

/** The planner's choices among a pool's options. */
function policyOf(options: PlannerOptions): Policy {
  const {
    balancing,
    namer,
    adopt = 'by-name',
    healthChecks,
    namedPorts,
    retryHealthChecks,
    clock,
    writer: name,
  } = options;
  const time = new Date(clock?.now() ?? 0).toISOString();
  const writer = name === undefined ? {} : { writer: { name, time } };
  return {
    balancing,
    healthChecks,
    namedPorts,
    retryHealthChecks,
    owner: { cluster: namer.clusterName, adopt, ...writer },
  };
}

interface Removal {
  readonly ports: readonly PortLocation[];
  readonly notices: readonly Notice[];
  readonly capped?: string;
}

function removalOf(
  input: PlannerInput,
  reach: Reach,
  inCloud: readonly PortLocation[],
  options: PlannerOptions,
): Removal {
  const services = byResourceKey(input.observation.backendServices);
  const all = candidatesOf(input, inCloud, options);
  const awaiting = all.filter((port) => awaitsRegion(port, reach.unreached, services, options.namer));
  const { notices, ...removal } = removalOfCandidates(
    input,
    all.filter((port) => !awaiting.includes(port)),
    inCloud,
    options,
  );
  return { ...removal, notices: [...notices, ...awaiting.map((port) => awaitingNotice(port, reach))] };
}

function removalOfCandidates(
  input: PlannerInput,
  candidates: readonly PortLocation[],
  inCloud: readonly PortLocation[],
  options: PlannerOptions,
): Removal {
  const { intent } = input;
  if (intent.remove === undefined || intent.verb === 'delete') return { ports: candidates, notices: [] };
  if (intent.hold === true) return { ports: [], notices: candidates.map((port) => heldBack(port)) };
  const { ripe, notices } =
    intent.verb === 'shutdown' ? { ripe: candidates, notices: [] } : afterGrace(candidates, input, options);
  // A port that is served elsewhere from now on is not lost.
  const served = new Set(intent.serve.map(({ nodePort }) => nodePort));
  const lost = ripe.filter(({ nodePort }) => !served.has(nodePort));
  const capped = capOn('ports', lost.length, inCloud.length, input, options);
  return { ports: ripe, notices, ...(capped === undefined ? {} : { capped }) };
}

function capOn(
  what: Removable,
  going: number,
  present: number,
  { intent, memory }: PlannerInput,
  { removalCap = DEFAULT_REMOVAL_CAP, clock }: PlannerOptions,
): string | undefined {
  if (intent.force === true || removalCap === false) return undefined;
  return cappedReason({ what, going, present, lately: memory.removals.lately(what, clock?.now()) }, removalCap);
}

/** Ports that the intent removes: known or found, neither kept nor ignored. */
function candidatesOf(
  { intent, touched }: PlannerInput,
  inCloud: readonly PortLocation[],
  { ignorePorts = [], resyncWithCloud = false }: PlannerOptions,
): readonly PortLocation[] {
  const { remove } = intent;
  if (remove === undefined) return [];
  if ('only' in remove) {
    const found = inCloud.filter(({ nodePort }) => remove.only.includes(nodePort));
    return found.length > 0 ? found : remove.only.map((nodePort) => ({ nodePort }));
  }
  const looksIntoCloud = resyncWithCloud || intent.verb === 'reconcile';
  const known = new Set(touched);
  const ignored = new Set(ignorePorts.map((port) => nodePortOf(Number(port))));
  const kept = new Set(remove.allBut);
  const served = new Map(intent.serve.map((port) => [port.nodePort, regionOf(port)]));
  return inCloud.filter((port) => {
    const { nodePort, region } = port;
    if (ignored.has(nodePort) || !(looksIntoCloud || known.has(nodePort))) return false;
    // A port that is served in one scope is obsolete in all others.
    return served.has(nodePort) ? served.get(nodePort) !== region : !kept.has(nodePort);
  });
}

const heldBack = ({ nodePort }: PortLocation): Notice => ({
  about: `nodePort ${nodePort}`,
  message: 'is not among the ports that were given, and stays: nothing is removed while some of them are not known',
});

function afterGrace(
  candidates: readonly PortLocation[],
  { memory }: PlannerInput,
  { graceMs = 0, clock }: PlannerOptions,
): { readonly ripe: readonly PortLocation[]; readonly notices: readonly Notice[] } {
  if (graceMs === 0 || clock === undefined) return { ripe: candidates, notices: [] };
  const keyOf = ({ nodePort, region }: PortLocation): string => resourceKey(String(nodePort), region);
  const ages = memory.obsoletePorts.note(candidates.map(keyOf), clock.now());
  const leftMs = (port: PortLocation): number => graceMs - (ages.get(keyOf(port)) ?? 0);
  return {
    ripe: candidates.filter((port) => leftMs(port) <= 0),
    notices: candidates
      .filter((port) => leftMs(port) > 0)
      .map((port) => ({
        about: `nodePort ${port.nodePort}`,
        message: `is no longer desired, and stays for another ${Math.ceil(leftMs(port) / 1_000)} s`,
      })),
  };
}

/** Zones whose groups go. */
interface Retirement {
  readonly zones: readonly string[];
  readonly notices: readonly Notice[];
  readonly capped?: string;
}

/**
 * Zones that have a group of the pool and have had no nodes for long enough. While it has members a group serves, and these
 * leave when what replaces them is healthy: until then its zone is not left, unless by force.
 */
function retirementOf(input: PlannerInput, instanceGroup: string, options: PlannerOptions): Retirement {
  const { intent, observation, memory } = input;
  const { retireZonesAfterMs, clock } = options;
  const isReconciling = intent.verb === 'reconcile' && intent.hold !== true;
  if (!isReconciling || retireZonesAfterMs === undefined || clock === undefined) {
    return { zones: [], notices: [] };
  }
  const withNodes = new Set(observation.zones.map(({ name }) => name));
  const members = new Map<string, number>();
  for (const group of observation.instanceGroups) {
    const zone = zoneOf(group);
    if (group.name === instanceGroup && zone !== undefined && !withNodes.has(zone)) members.set(zone, group.size ?? 0);
  }
  const ages = memory.emptyZones.note(members.keys(), clock.now());
  // No zone at all is more likely a lister that knows nothing than a cluster without nodes.
  if (withNodes.size === 0) return { zones: [], notices: [] };
  const due = [...members].filter(([zone]) => (ages.get(zone) ?? 0) >= retireZonesAfterMs);
  const serving = intent.force === true ? [] : due.filter(([, size]) => size > 0);
  const zones = due.map(([zone]) => zone).filter((zone) => !serving.some(([other]) => other === zone));
  const groups = observation.instanceGroups.filter(({ name }) => name === instanceGroup);
  const capped = capOn('zones', zones.length, groups.length, input, options);
  return {
    zones,
    ...(capped === undefined ? {} : { capped }),
    notices: serving.map(([zone, size]) => ({
      about: `zones/${zone}/instanceGroups/${instanceGroup}`,
      message: `has no nodes any more and still ${size} ${size === 1 ? 'member' : 'members'}, and stays until they have left it`,
    })),
  };
}
