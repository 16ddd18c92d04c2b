import type { BackendService } from '@gcepool/api';
import { describedService } from '../names/description.ts';
import { isSameService } from './served-by.ts';
import type { DesiredPort, DesiredState, PortDeletion } from './desired-state.ts';
import { enumeration } from '../names/enumeration.ts';
import { groupModes } from './group-modes.ts';
import { namedPort } from '../names/named-port.ts';
import { zoneOf } from '../observe/observe.ts';
import type { Observation } from '../observe/observe.ts';
import { ownedPart } from './owned-part.ts';
import { ownershipConflict } from '../names/ownership.ts';
import { mayBeOfKubernetes } from './shared-groups.ts';
import { byResourceKey, resourceKey } from '../cloud/resource-key.ts';
import { planBackendService, resourceOf } from './plan-backend-service.ts';
import { keptSettings } from './plan-health-check.ts';
import { planCheck, usersOfChecks } from './plan-check.ts';
import { planInstanceGroup } from './plan-instance-group.ts';
import {
  planBackendServiceDeletion,
  planInstanceGroupDeletions,
  planHealthCheckDeletion,
  planPruning,
} from './plan-deletion.ts';
import { planSecurityPolicy } from './plan-security-policy.ts';
import type { Policy } from './policy.ts';
import { isProtocol } from '../ports/protocol.ts';
import { regionOf } from '../ports/service-port.ts';
import type { BackendServiceSpec } from './spec.ts';
import { planOf } from './step.ts';
import type { Plan, PoolStep } from './step.ts';
import { backendServiceSpec, healthCheckSpec } from './spec-of.ts';
import { keptOfFormer, lackedOfReplaced } from './taken-over.ts';
import { unaskedNotices } from './unasked-notices.ts';
import { isLinkedTo, scopeOfZone, zonesOutOfReach } from './zones-out-of-reach.ts';

/**
 * The difference between what should be and what is, as steps in waves: groups and health checks, then backend services, then
 * the backend services that go, then what only they kept in use. Pure. Everything observed that is not named in `desired` is left alone.
 */
export function plan(desired: DesiredState, observation: Observation, policy: Policy = {}): Plan<PoolStep> {
  const services = byResourceKey(observation.backendServices);
  const checks = byResourceKey(observation.healthChecks);
  const ownGroups = observation.instanceGroups.filter(({ name }) => name === desired.instanceGroup);
  const groups = new Map(ownGroups.map((group) => [zoneOf(group), group]));
  const own = ownedPart(desired, { services, checks, groups: ownGroups }, policy.owner);
  const { refused } = own;

  const retired = new Set<string | undefined>(desired.retiredZones);
  const retiredGroups = ownGroups.filter((group) => retired.has(zoneOf(group)));
  const named = own.ports.filter(({ port }) => (port.networkEndpointGroups ?? []).length === 0);
  const namedPorts = named.map(({ port }) => namedPort(port.nodePort));
  // Without ports there is nothing to reach: an idle pool makes no groups.
  const zones = named.length === 0 ? [] : observation.zones.filter(({ name }) => !retired.has(name));
  const isPruning = policy.namedPorts === 'prune' && own.deletions.length > 0;
  const unreachable = zonesOutOfReach(observation, named.length > 0 || isPruning || desired.withoutGroups === true);
  // Who asks a group for a port there, nobody knows.
  const unreachableRegions = isPruning ? observation.unreachableRegions : [];
  const isAllReached = unreachable.length + unreachableRegions.length === 0;
  const context = {
    groups: zones.map(({ instanceGroupLink }) => instanceGroupLink),
    absentGroups: retiredGroups.map(({ selfLink = '' }) => selfLink),
    modes: groupModes(observation.backendServices),
  };
  const usersOf = policy.watchesHealthChecks === true ? usersOfChecks(observation.backendServices) : () => undefined;
  const specs = own.ports.map((port) => {
    const key = resourceKey(port.name, regionOf(port.port));
    const users = usersOf(port.healthCheckLink);
    const check = { ...healthCheckSpec(port, policy), ...(users && { users }) };
    const checking = planCheck(check, checks.get(key), policy);
    // What is asked for by the check and what is spoken belong together.
    const spoken = checking.isTypeHeld ? withPresentProtocol(port, services.get(key)) : port;
    return { key, check, checking, service: backendServiceSpec(spoken, context, policy) };
  });

  const going = own.deletions.map((port) => {
    const before = services.get(resourceKey(port.name, port.region));
    return { port, before, replacements: before === undefined ? [] : replacementsOf(port, before, specs) };
  });
  // What takes its place does not serve there yet.
  const staying = going.filter(
    ({ before, replacements }) => before !== undefined && replacements.length > 0 && isLinkedTo(before, unreachable),
  );
  const leaving = going.filter((one) => !staying.includes(one));
  const deletions = leaving.map(({ port }) => port);
  const served = new Set(own.ports.map(({ port }) => port.nodePort));
  const deletedPorts = deletions.map(({ nodePort }) => nodePort).filter((nodePort) => !served.has(nodePort));
  const { owner } = policy;
  const goingGroups = (desired.withoutGroups === true ? ownGroups : retiredGroups).filter(
    (group) => owner === undefined || ownershipConflict(group, owner) === undefined,
  );
  const sharedGroups = goingGroups.filter(
    (group) => owner !== undefined && mayBeOfKubernetes(group, observation.backendServices, owner),
  );
  const deletedGroups = goingGroups.filter((group) => !sharedGroups.includes(group));
  const remainingGroups = ownGroups.filter((group) => !deletedGroups.includes(group));
  const deletedServices = new Set(deletions.map(({ name, region }) => services.get(resourceKey(name, region))));
  const remainingServices = observation.backendServices.filter((service) => !deletedServices.has(service));
  const pruned =
    policy.namedPorts === 'prune' && unreachableRegions.length === 0
      ? planPruning(deletedPorts, remainingGroups, remainingServices)
      : [];
  const mark = owner === undefined ? {} : { owner };

  const planned = planOf<PoolStep>(
    [
      [
        ...steps(zones, ({ name: zone }) =>
          planInstanceGroup({ name: desired.instanceGroup, zone, namedPorts, ...mark }, groups.get(zone)),
        ),
        ...steps(specs, ({ checking }) => checking.change),
      ],
      steps(specs, ({ key, service }) => planBackendService(service, services.get(key))),
      // After everything that may take the place of what goes.
      [
        ...steps(specs, ({ key, service }) => planSecurityPolicy(service, services.get(key))),
        ...steps(leaving, ({ port, before, replacements }) => planBackendServiceDeletion(port, before, replacements)),
      ],
      pruned,
      [
        // While there is a health check, a later run finishes what is left to be pruned.
        ...steps(isPruning && !isAllReached ? [] : deletions, (port) =>
          planHealthCheckDeletion(port, checks.get(resourceKey(port.name, port.region)), pruned),
        ),
        ...planInstanceGroupDeletions(deletedGroups, [], 'nothing of the pool is reached through it any more'),
      ],
      // Nothing waits for what may take a while.
      steps(specs, ({ checking }) => checking.watch),
    ],
    [
      ...own.notices,
      ...staying.map(({ port: { name, region } }) => ({
        about: resourceOf({ name, ...(region === undefined ? {} : { region }) }),
        message: `stays until what takes its place serves in ${enumeration(unreachable.map((zone) => scopeOfZone(zone)))} too`,
      })),
      ...(desired.withoutGroups === true ? observation.unreachableZones : [])
        .filter((zone) => !unreachable.includes(zone))
        .map((zone) => ({
          about: scopeOfZone(zone),
          message: `may have a group of the pool, which then stays: ${zone.why}`,
        })),
      ...sharedGroups.map((group) => ({
        about: `zones/${zoneOf(group)}/instanceGroups/${group.name}`,
        message:
          "bears no mark and stays: it may be that of Kubernetes' ingress controller, which has backend services here",
      })),
      ...going.flatMap(({ port, before, replacements }) =>
        specs
          .filter(({ key, service }) => !services.has(key) && replacements.includes(resourceOf(service)))
          .flatMap(({ service }) => (before === undefined ? [] : lackedOfReplaced(service, before, resourceOf(port)))),
      ),
      ...specs.flatMap(({ key, service }) => {
        const existing = services.get(key);
        const taken = keptOfFormer(service, existing);
        return taken.length > 0 ? taken : unaskedNotices(service, existing);
      }),
      ...specs.flatMap(({ key, check }) => {
        const existing = checks.get(key);
        const kept = existing === undefined ? [] : keptSettings(check, existing);
        const about = `healthChecks/${check.check.name}`;
        return kept.length === 0 ? [] : [{ about, message: `its own ${enumeration(kept)} is kept (adopt)` }];
      }),
    ],
  );
  const all = [...refused, ...specs.flatMap(({ checking }) => checking.refused)];
  return {
    ...planned,
    ...(all.length === 0 ? {} : { refused: all }),
    ...(!isAllReached && {
      unreachable: [...unreachable.map((zone) => ({ scope: scopeOfZone(zone), why: zone.why })), ...unreachableRegions],
    }),
  };
}

/**
 * The backend services that take the place of one that goes: of the same port, elsewhere, or of the port that the same port of
 * a Kubernetes service has now.
 */
function replacementsOf(
  { nodePort }: PortDeletion,
  { description = '' }: BackendService,
  specs: readonly { readonly service: BackendServiceSpec }[],
): string[] {
  const served = describedService(description);
  return specs
    .map(({ service }) => service)
    .filter((spec) => spec.nodePort === nodePort || (served !== undefined && isSameService(served, spec.service)))
    .map((spec) => resourceOf(spec));
}

function withPresentProtocol(desired: DesiredPort, present: BackendService | undefined): DesiredPort {
  const { protocol } = present ?? {};
  return isProtocol(protocol) ? { ...desired, port: { ...desired.port, protocol } } : desired;
}

function steps<Item, S extends PoolStep>(items: readonly Item[], step: (item: Item) => S | undefined): S[] {
  return items.map((item) => step(item)).filter((found) => found !== undefined);
}
