import { parsePath } from '../kernel/resource-path.ts';
import { rolePermissions } from './roles.ts';

/** What a reference takes that is otherwise than `use`. */
interface ReferencePermission {
  /** The permission, of the collection that is referred to or with its own. */
  readonly permission?: string;
  /** Nothing is needed on what is referred to. */
  readonly isFree?: true;
}

/**
 * Fields of bodies that refer to something in another way than to use it, as `Schema.field`. What is not here takes `use` of what it
 * refers to, or `useReadOnly` where there is no `use`, as the documentation of Compute's permissions has it.
 */
export const REFERENCE_PERMISSIONS: Readonly<Record<string, ReferencePermission>> = {
  // Documented where backend services are made: health checks are read.
  'BackendService.healthChecks': { permission: 'useReadOnly' },
  'HealthCheckService.healthChecks': { permission: 'useReadOnly' },
  'InstanceGroupManagerAutoHealingPolicy.healthCheck': { permission: 'useReadOnly' },
  'TargetPool.healthChecks': { permission: 'useReadOnly' },
  'HealthCheckReference.healthCheck': { permission: 'useReadOnly' },
  // Documented for firewall rules, routes, subnetworks and routers: they change what the network does.
  'Firewall.network': { permission: 'updatePolicy' },
  'Route.network': { permission: 'updatePolicy' },
  'Subnetwork.network': { permission: 'updatePolicy' },
  'Router.network': { permission: 'updatePolicy' },
  // Documented for snapshots and images of disks.
  'Snapshot.sourceDisk': { permission: 'createSnapshot' },
  'InstantSnapshot.sourceDisk': { permission: 'createSnapshot' },
  'Image.sourceDisk': { permission: 'useReadOnly' },
  'Disk.sourceDisk': { permission: 'useReadOnly' },
  'MachineImage.sourceInstance': { permission: 'useReadOnly' },
  'InstanceTemplate.sourceInstance': { permission: 'useReadOnly' },
  // An interface takes its subnetwork: `machine-needs.ts`.
  'NetworkInterface.network': { isFree: true },
  'NetworkInterface.subnetwork': { isFree: true },
};

/** References that collections do not check and that take a permission, with the collections they lead to. */
export const MORE_REFERENCES: Readonly<Record<string, readonly string[]>> = {
  'AttachedDiskInitializeParams.sourceImage': ['images'],
  'AttachedDiskInitializeParams.sourceSnapshot': ['snapshots'],
  'AttachedDiskInitializeParams.resourcePolicies': ['resourcePolicies'],
  'Disk.sourceDisk': ['disks'],
  'Disk.sourceImage': ['images'],
  'Disk.sourceInstantSnapshot': ['instantSnapshots'],
  'Disk.sourceSnapshot': ['snapshots'],
  'DisksAddResourcePoliciesRequest.resourcePolicies': ['resourcePolicies'],
  'ForwardingRule.IPAddress': ['addresses'],
  'HealthCheckReference.healthCheck': ['healthChecks', 'httpHealthChecks', 'httpsHealthChecks'],
  'Image.sourceDisk': ['disks'],
  'Image.sourceImage': ['images'],
  'Image.sourceSnapshot': ['snapshots'],
  'InstanceGroupManagersSetInstanceTemplateRequest.instanceTemplate': ['instanceTemplates'],
  'InstanceGroupManagersSetTargetPoolsRequest.targetPools': ['targetPools'],
  'InstanceReference.instance': ['instances'],
  'InstancesAddResourcePoliciesRequest.resourcePolicies': ['resourcePolicies'],
  'InstantSnapshot.sourceDisk': ['disks'],
  'MachineImage.sourceInstance': ['instances'],
  'NetworkEndpoint.instance': ['instances'],
  'RegionInstanceGroupManagersSetTemplateRequest.instanceTemplate': ['instanceTemplates'],
  'SecurityPolicyReference.securityPolicy': ['securityPolicies'],
  'Snapshot.sourceDisk': ['disks'],
  'SslPolicyReference.sslPolicy': ['sslPolicies'],
  'TargetReference.target': [],
  'TargetSslProxiesSetBackendServiceRequest.service': ['backendServices'],
  'TargetTcpProxiesSetBackendServiceRequest.service': ['backendServices'],
  'UrlMapReference.urlMap': ['urlMaps'],
};

let known: ReadonlySet<string> | undefined;

/** Every permission that some role has. */
function knownPermissions(): ReadonlySet<string> {
  known ??= new Set([...rolePermissions().values()].flatMap((permissions) => [...permissions]));
  return known;
}

/**
 * The permission that it takes to refer to a resource.
 *
 * @param verb what is done to it, where that is not to use it
 * @returns undefined where nobody needs one, as for zones and machine types: there is no such permission
 */
export function permissionToRefer(path: string, verb: string | undefined): string | undefined {
  // `images/family/debian-12` stands for an image.
  const { collection, scopeKind } = parsePath(path.replace('/images/family/', '/images/'));
  const capital = `${collection.charAt(0).toUpperCase()}${collection.slice(1)}`;
  const services =
    scopeKind === 'regions'
      ? [`region${capital}`, collection]
      : scopeKind === 'global'
        ? [`global${capital}`, collection]
        : [collection];
  const verbs = verb === undefined ? ['use', 'useReadOnly'] : [verb, 'use', 'useReadOnly'];
  for (const one of verbs) {
    for (const service of services) {
      const permission = `compute.${service}.${one}`;
      if (knownPermissions().has(permission)) return permission;
    }
  }
  return undefined;
}
