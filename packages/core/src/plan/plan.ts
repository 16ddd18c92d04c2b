import type { Desired } from './desired-state.ts';
import { enumeration } from '../names/enumeration.ts';
import { groupModes } from './group-modes.ts';
import { namedPort } from '../names/named-port.ts';
import { zoneOf } from '../observe/observe.ts';
import type { Observed } from '../observe/observe.ts';
import { ownPart } from './owned-part.ts';
import { disownment } from '../names/ownership.ts';
import { byPlace, placeOf } from '../cloud/resource-key.ts';
import { planBackendService } from './plan-backend-service.ts';
import { keptSettings, planHealthCheck } from './plan-health-check.ts';
import { planInstanceGroup } from './plan-instance-group.ts';
import { planBackendServiceRemoval, planGroupRemovals, planHealthCheckRemoval, planPruning } from './plan-deletion.ts';
import { planSecurityPolicy } from './plan-security-policy.ts';
import type { Policy } from './policy.ts';
import { regionOf } from '../ports/service-port.ts';
import { planOf } from './step.ts';
import type { Plan, PoolStep } from './step.ts';
import { wantedBackendService, wantedHealthCheck } from './spec-of.ts';

/**
 * The difference between what should be and what is, as steps in waves: groups and health checks, then backend services, then
 * what only they kept in use. Pure. Everything observed that is not named in `desired` is left alone.
 */
export function plan(desired: Desired, observed: Observed, policy: Policy = {}): Plan<PoolStep> {
  const services = byPlace(observed.backendServices);
  const checks = byPlace(observed.healthChecks);
  const ownGroups = observed.instanceGroups.filter(({ name }) => name === desired.instanceGroup);
  const groups = new Map(ownGroups.map((group) => [zoneOf(group), group]));
  const own = ownPart(desired, { services, checks, groups: ownGroups }, policy.owner);
  const { unwanted, refused } = own;

  const retired = new Set<string | undefined>(desired.retiredZones);
  const retiredGroups = ownGroups.filter((group) => retired.has(zoneOf(group)));
  const named = own.ports.filter(({ port }) => (port.networkEndpointGroups ?? []).length === 0);
  const namedPorts = named.map(({ port }) => namedPort(port.nodePort));
  // Without ports there is nothing to reach: an idle pool makes no groups.
  const zones = named.length === 0 ? [] : observed.zones.filter(({ name }) => !retired.has(name));
  const surroundings = {
    groups: zones.map(({ instanceGroupLink }) => instanceGroupLink),
    unwantedGroups: retiredGroups.map(({ selfLink = '' }) => selfLink),
    modes: groupModes(observed.backendServices),
  };
  const wanted = own.ports.map((port) => ({
    place: placeOf(port.name, regionOf(port.port)),
    check: wantedHealthCheck(port, policy),
    service: wantedBackendService(port, surroundings, policy),
  }));

  const served = new Set(own.ports.map(({ port }) => port.nodePort));
  const goingPorts = unwanted.map(({ nodePort }) => nodePort).filter((nodePort) => !served.has(nodePort));
  const goingGroups = (desired.withoutGroups === true ? ownGroups : retiredGroups).filter(
    (group) => policy.owner === undefined || disownment(group, policy.owner) === undefined,
  );
  const stayingGroups = ownGroups.filter((group) => !goingGroups.includes(group));
  const pruned = policy.namedPorts === 'prune' ? planPruning(goingPorts, stayingGroups) : [];
  const mark = policy.owner === undefined ? {} : { owner: policy.owner };

  const planned = planOf<PoolStep>(
    [
      [
        ...steps(zones, ({ name: zone }) =>
          planInstanceGroup({ name: desired.instanceGroup, zone, namedPorts, ...mark }, groups.get(zone)),
        ),
        ...steps(wanted, ({ place, check }) => planHealthCheck(check, checks.get(place))),
      ],
      [
        ...steps(wanted, ({ place, service }) => planBackendService(service, services.get(place))),
        ...steps(unwanted, (port) => planBackendServiceRemoval(port, services.get(placeOf(port.name, port.region)))),
      ],
      [...steps(wanted, ({ place, service }) => planSecurityPolicy(service, services.get(place))), ...pruned],
      [
        ...steps(unwanted, (port) => planHealthCheckRemoval(port, checks.get(placeOf(port.name, port.region)), pruned)),
        ...planGroupRemovals(goingGroups, [], 'nothing of the pool is reached through it any more'),
      ],
    ],
    [
      ...own.notices,
      ...wanted.flatMap(({ place, check }) => {
        const existing = checks.get(place);
        const kept = existing === undefined ? [] : keptSettings(check, existing);
        const about = `healthChecks/${check.check.name}`;
        return kept.length === 0 ? [] : [{ about, message: `its own ${enumeration(kept)} is kept (adopt)` }];
      }),
    ],
  );
  return refused.length === 0 ? planned : { ...planned, refused };
}

function steps<Item, S extends PoolStep>(items: readonly Item[], step: (item: Item) => S | undefined): S[] {
  return items.map((item) => step(item)).filter((found) => found !== undefined);
}
