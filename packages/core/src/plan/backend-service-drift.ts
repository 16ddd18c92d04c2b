import type { Backend, BackendService } from '@gcepool/api';
import { uncovered } from '../cloud/overlay.ts';
import { describedSettings, describeOwned, describeService } from '../names/description.ts';
import { enumeration } from '../names/enumeration.ts';
import { pathOf, sameResource } from '../cloud/link.ts';
import { namedPort } from '../names/named-port.ts';
import { rebalanced, suits } from '../ports/balancing-mode.ts';
import type { BackendServiceSpec } from './spec.ts';

/** How a backend service differs from what is desired. */
export interface BackendServiceDrift {
  /** Fields to be set, backends aside. */
  readonly changes: Partial<BackendService>;
  /** URLs of groups it does not reach yet. */
  readonly missingGroups: readonly string[];
  /** The backends that stay, those of others included; `undefined` where they stay as they are. */
  readonly keptBackends: readonly Backend[] | undefined;
  /** URL of the security policy to be put before it, `''` for none; `undefined` where it has the one it should have. */
  readonly securityPolicy: string | undefined;
  /** One phrase for each difference; empty where there is none. */
  readonly reasons: readonly string[];
}

/** Compares all of what is desired with all of what there is. Groups and settings of others do not count as differences. */
export function backendServiceDrift(spec: BackendServiceSpec, existing: BackendService): BackendServiceDrift {
  const fields = FIELDS.map((field) => field(spec, existing)).filter((found) => found !== undefined);
  const { backends = [] } = existing;
  const linked = new Set(backends.map(({ group }) => group));
  const missingGroups = spec.groups.filter((group) => !linked.has(group) && !reaches(linked, group));
  const kept = keptBackends(spec, backends);
  const securityPolicy = securityPolicyDrift(spec, existing);
  return {
    changes: Object.assign({}, ...fields.map(({ changes }) => changes)),
    missingGroups,
    keptBackends: kept.reasons.length === 0 ? undefined : kept.backends,
    securityPolicy,
    reasons: [
      ...fields.map(({ reason }) => reason),
      ...(missingGroups.length === 0
        ? []
        : [`${spec.label} does not reach ${enumeration(missingGroups.map((group) => pathOf(group)))}`]),
      ...kept.reasons,
    ],
  };
}

function reaches(linked: ReadonlySet<string | undefined>, group: string): boolean {
  return [...linked].some((other) => other !== undefined && sameResource(group, other));
}

/** Absent is not empty: a policy that nobody speaks of stays, and an empty one takes away what is there. */
function securityPolicyDrift({ settings = {} }: BackendServiceSpec, existing: BackendService): string | undefined {
  const { securityPolicy } = settings;
  if (securityPolicy === undefined || sameResource(securityPolicy, existing.securityPolicy ?? '')) return undefined;
  return securityPolicy;
}

function keptBackends(
  { absentGroups = [], keptBalancing, balancing, protocol, groups }: BackendServiceSpec,
  backends: readonly Backend[],
): { readonly backends: readonly Backend[]; readonly reasons: readonly string[] } {
  const isUnfit = ({ balancingMode }: Backend): boolean => !suits(balancingMode, protocol);
  if (absentGroups.length === 0 && keptBalancing === undefined && !backends.some(isUnfit)) {
    return { backends, reasons: [] };
  }
  const isOneOf = (links: readonly string[], { group = '' }: Backend): boolean =>
    links.some((link) => sameResource(link, group));
  const surplus = backends.filter((backend) => isOneOf(absentGroups, backend));
  const reasons: string[] =
    surplus.length === 0 ? [] : [`${enumeration(surplus.map(({ group = '' }) => pathOf(group)))} is to go`];
  const kept = backends
    .filter((backend) => !surplus.includes(backend))
    .map((backend) => {
      // What another protocol was balanced by may be nothing that this one has.
      const asked = keptBalancing ?? (isUnfit(backend) ? balancing.find((each) => !isUnfit(each)) : undefined);
      if (asked === undefined || !isOneOf(groups, backend)) return backend;
      const differing = uncovered(backend, asked);
      if (differing.length === 0) return backend;
      reasons.push(`its backend ${pathOf(backend.group ?? '')} differs in ${enumeration(differing)}`);
      return rebalanced(backend, asked);
    });
  return { backends: kept, reasons };
}

type Field = (
  spec: BackendServiceSpec,
  existing: BackendService,
) => { readonly changes: Partial<BackendService>; readonly reason: string } | undefined;

const FIELDS: readonly Field[] = [
  ({ protocol, label }, existing) =>
    existing.protocol === protocol
      ? undefined
      : { changes: { protocol }, reason: `${label} speaks ${protocol}, its backend service ${existing.protocol}` },

  ({ nodePort, isPortless = false }, existing) => {
    if (isPortless) return undefined;
    const { name: portName, port } = namedPort(nodePort);
    // The number is written along but not compared: requests follow the name.
    return existing.portName === portName
      ? undefined
      : { changes: { port, portName }, reason: `portName is ${existing.portName ?? 'absent'} instead of ${portName}` };
  },

  ({ healthCheck }, { healthChecks = [] }) => {
    const [only, ...others] = healthChecks;
    return only !== undefined && others.length === 0 && sameResource(only, healthCheck)
      ? undefined
      : {
          changes: { healthChecks: [healthCheck] },
          reason: `its health check is ${enumeration(healthChecks.map(pathOf)) || 'absent'} instead of ${pathOf(healthCheck)}`,
        };
  },

  (spec, existing) => {
    const { description: present = '' } = existing;
    const description = desiredDescription(spec, present);
    const isUnnoted = spec.owner !== undefined && (securityPolicyDrift(spec, existing) ?? '') !== '';
    // It has a call of its own, which writes no description.
    if (isUnnoted && !describedSettings(present).includes('securityPolicy')) {
      return {
        changes: { description: description ?? present },
        reason: 'its description does not note its security policy',
      };
    }
    return description === undefined || description === present
      ? undefined
      : { changes: { description }, reason: `its description does not say ${spec.label}` };
  },

  ({ settings = {} }, existing) => {
    // Not a field that can be written: it has a call of its own.
    const { securityPolicy: _ownCall, ...writable } = settings;
    const differing = uncovered(withoutSecrets(existing, writable), writable);
    return differing.length === 0
      ? undefined
      : {
          changes: Object.fromEntries(Object.entries(writable).filter(([field]) => differing.includes(field))),
          reason: `it differs in ${enumeration(differing)}`,
        };
  },
];

/** What a description must be; `undefined` where nobody says. */
export function desiredDescription({ owner, service }: BackendServiceSpec, present?: string): string | undefined {
  if (owner !== undefined) return describeOwned(owner.cluster, service, present);
  return service === undefined ? undefined : describeService(service, present);
}

/** GCE never tells a secret, so a secret alone is no difference: it is sent along when another field of IAP differs. */
function withoutSecrets(existing: BackendService, { iap }: { readonly iap?: BackendService['iap'] }): BackendService {
  const secret = iap?.oauth2ClientSecret;
  return secret === undefined || existing.iap === undefined
    ? existing
    : { ...existing, iap: { ...existing.iap, oauth2ClientSecret: secret } };
}
