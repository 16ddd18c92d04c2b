import type {
  BackendService,
  BackendServiceGroupHealth,
  Firewall,
  HealthCheck,
  InstanceGroup,
  NamedPort,
  NetworkEndpoint,
  NetworkEndpointGroup,
  Operation,
} from '@gcepool/api';

/*
 * What the pool needs from a cloud. Every method makes one attempt, resolves when the cloud has finished the work (the
 * operation is DONE) and rejects with a {@link CloudError}. Retrying is the pool's business alone. Methods marked with `?`
 * make the pool better and can be left out.
 */

/** Given with every call that changes something. */
export interface CallOptions {
  /** UUID of the change: the cloud does a change once, however often it is asked for it under one id. */
  readonly requestId?: string | undefined;
  /** Gives up waiting. */
  readonly signal?: AbortSignal | undefined;
}

/** Given with every list. */
export interface ListOptions {
  /** Expression in GCE's grammar, such as `name eq "k8s-be-[0-9]+--uid"`. A cloud may ignore it and list more. */
  readonly filter?: string | undefined;
}

/** A zone or region that the cloud could not reach: nothing is known of what is there. */
export interface UnreachableScope {
  /** Such as `zones/us-central1-b`. */
  readonly scope: string;
  /** In words for a person. */
  readonly why: string;
}

/** What a list over many scopes has of those that could be reached, and which could not. */
export interface ReachableItems<T> {
  readonly items: readonly T[];
  /** What is in these is not among the items, and is not absent for that. */
  readonly unreachable: readonly UnreachableScope[];
}

/**
 * The error every method of these interfaces rejects with. It is recognised by its shape, so that an adapter needs no
 * class of ours and two copies of this package can meet in one process.
 */
export interface CloudError extends Error {
  /** HTTP status of the refusal: 404 absent, 409 exists already, 412 stale fingerprint, 400 refused, 403, 429, 5xx. */
  readonly code: number;
  /** GCE's own word for it, such as `notFound` or `resourceInUseByAnotherResource`, where one was given. */
  readonly reason?: string;
  /** What was asked for, such as `projects/p/global/backendServices/k8s-be-30001--uid`. */
  readonly resource?: string;
  /** How long the server asks to be left alone, in milliseconds, where it says so. */
  readonly retryAfterMs?: number;
}

/** Backend services of one project: the global ones, or those of one region. */
export interface BackendServices {
  getBackendService(name: string): Promise<BackendService>;
  /** Replaces the whole backend service; the `fingerprint` it carries must be current, or the call is refused with 412. */
  updateBackendService(backendService: BackendService, options?: CallOptions): Promise<void>;
  /**
   * Changes the given fields (a JSON merge patch) if the `fingerprint` among them is current, else 412. Without this method
   * the pool updates with what it read, changed.
   */
  patchBackendService?(name: string, patch: BackendService, options?: CallOptions): Promise<void>;
  createBackendService(backendService: BackendService, options?: CallOptions): Promise<void>;
  deleteBackendService(name: string, options?: CallOptions): Promise<void>;
  /** Puts a security policy (its URL) before a backend service; an empty string takes it away. */
  setSecurityPolicy?(name: string, securityPolicy: string, options?: CallOptions): Promise<void>;
  /** Every backend service there, all pages. */
  listBackendServices(options?: ListOptions): Promise<BackendService[]>;
  /** Health of the members of one instance group (its URL), as this backend service sees them. */
  getHealth(name: string, instanceGroupLink: string): Promise<BackendServiceGroupHealth>;
}

/** Health checks of one project: the global ones, or those of one region. */
export interface HealthChecks {
  getHealthCheck(name: string): Promise<HealthCheck>;
  updateHealthCheck(healthCheck: HealthCheck, options?: CallOptions): Promise<void>;
  /** Changes the given fields (a JSON merge patch). Without this method the pool updates with what it read, changed. */
  patchHealthCheck?(name: string, patch: HealthCheck, options?: CallOptions): Promise<void>;
  createHealthCheck(healthCheck: HealthCheck, options?: CallOptions): Promise<void>;
  deleteHealthCheck(name: string, options?: CallOptions): Promise<void>;
  /** Every health check there, all pages. */
  listHealthChecks(options?: ListOptions): Promise<HealthCheck[]>;
}

/** Unmanaged instance groups of one project, and their members. */
export interface InstanceGroups {
  getInstanceGroup(name: string, zone: string): Promise<InstanceGroup>;
  createInstanceGroup(instanceGroup: InstanceGroup, zone: string, options?: CallOptions): Promise<void>;
  deleteInstanceGroup(name: string, zone: string, options?: CallOptions): Promise<void>;
  /** Every instance group of every zone, all pages of the aggregated list; refused where one zone cannot be reached. */
  listInstanceGroups(options?: ListOptions): Promise<InstanceGroup[]>;
  /** Those of the zones that can be reached, and which zones cannot. Without this method one such zone fails every run. */
  listReachableInstanceGroups?(options?: ListOptions): Promise<ReachableItems<InstanceGroup>>;
  /** Replaces the named ports of the group; with a `fingerprint`, only if the ports are still those it was read with. */
  setNamedPorts(
    name: string,
    zone: string,
    namedPorts: readonly NamedPort[],
    fingerprint?: string,
    options?: CallOptions,
  ): Promise<void>;
  /**
   * What was asked of the group, by whoever did, as far as the cloud still knows; all pages. Needed only to name whoever undoes
   * what the pool does.
   */
  listInstanceGroupOperations?(name: string, zone: string): Promise<Operation[]>;
  /** URLs of all members, whatever their state, all pages. */
  listInstances(name: string, zone: string): Promise<string[]>;
  /** `instances`: names of instances in the group's zone. Refused with 400 `memberAlreadyExists` if one is a member. */
  addInstances(name: string, zone: string, instances: readonly string[], options?: CallOptions): Promise<void>;
  /** `instances`: names of instances in the group's zone. */
  removeInstances(name: string, zone: string, instances: readonly string[], options?: CallOptions): Promise<void>;
}

/** Zonal network endpoint groups of one project, and their endpoints. There is no update: what a group is, it stays. */
export interface NetworkEndpointGroups {
  getNetworkEndpointGroup(name: string, zone: string): Promise<NetworkEndpointGroup>;
  createNetworkEndpointGroup(group: NetworkEndpointGroup, zone: string, options?: CallOptions): Promise<void>;
  deleteNetworkEndpointGroup(name: string, zone: string, options?: CallOptions): Promise<void>;
  /** Every network endpoint group of every zone, all pages of the aggregated list; those of regions and global ones left out. */
  listNetworkEndpointGroups(options?: ListOptions): Promise<NetworkEndpointGroup[]>;
  /** All endpoints without their health, all pages. */
  listNetworkEndpoints(name: string, zone: string): Promise<NetworkEndpoint[]>;
  /** Attaches up to 500 endpoints; one that is attached already stays as it is. */
  attachNetworkEndpoints(
    name: string,
    zone: string,
    endpoints: readonly NetworkEndpoint[],
    options?: CallOptions,
  ): Promise<void>;
  /** Detaches up to 500 endpoints. Refused with 400, and none is detached, if one of them is not attached. */
  detachNetworkEndpoints(
    name: string,
    zone: string,
    endpoints: readonly NetworkEndpoint[],
    options?: CallOptions,
  ): Promise<void>;
}

/** The zones of one project. */
export interface Zones {
  /** Names of all zones that are UP. */
  listZones(): Promise<string[]>;
}

/** Backend services and health checks of one region. */
export interface RegionalCloud extends BackendServices, HealthChecks {}

/** What a cloud must have in addition for ports with a regional `scope`. */
export interface Regions {
  /** The calls of one region. Pure. */
  inRegion(region: string): RegionalCloud;
  /** Every backend service of the project, global and of all regions, all pages. */
  listAllBackendServices(options?: ListOptions): Promise<BackendService[]>;
  /** Every health check of the project, global and of all regions, all pages. */
  listAllHealthChecks(options?: ListOptions): Promise<HealthCheck[]>;
  /** The global ones and those of the regions that can be reached, and which cannot. Without it one such region fails every run. */
  listReachableBackendServices?(options?: ListOptions): Promise<ReachableItems<BackendService>>;
  /** The same of health checks. */
  listReachableHealthChecks?(options?: ListOptions): Promise<ReachableItems<HealthCheck>>;
}

/** The firewall rules of one project. */
export interface Firewalls {
  /** Every firewall rule of the project, all pages. */
  listFirewalls(options?: ListOptions): Promise<Firewall[]>;
}

/** Everything the pool needs from a cloud, in one object. */
export interface Cloud
  extends BackendServices, HealthChecks, InstanceGroups, Zones, Partial<Regions>, Partial<Firewalls> {
  /** URL of a resource of this project, computed and not fetched: `link('global/healthChecks/x')`. */
  link(path: string): string;
}
