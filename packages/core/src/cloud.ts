import type { BackendService, BackendServiceGroupHealth, HealthCheck, InstanceGroup, NamedPort } from '@gcepool/api';

/*
 * What the pool needs from a cloud. Every method makes one attempt, resolves when the cloud has finished the work (the
 * operation is DONE) and rejects with a {@link CloudError}. Retrying is the pool's business alone.
 */

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
}

/** Global backend services of one project. */
export interface BackendServices {
  getBackendService(name: string): Promise<BackendService>;
  /** Replaces the whole backend service; the `fingerprint` it carries must be current, or the call is refused with 412. */
  updateBackendService(backendService: BackendService): Promise<void>;
  createBackendService(backendService: BackendService): Promise<void>;
  deleteBackendService(name: string): Promise<void>;
  /** Every backend service of the project, all pages. */
  listBackendServices(): Promise<BackendService[]>;
  /** Health of the members of one instance group (its URL), as this backend service sees them. */
  getHealth(name: string, instanceGroupLink: string): Promise<BackendServiceGroupHealth>;
}

/** Global health checks of one project. */
export interface HealthChecks {
  getHealthCheck(name: string): Promise<HealthCheck>;
  updateHealthCheck(healthCheck: HealthCheck): Promise<void>;
  createHealthCheck(healthCheck: HealthCheck): Promise<void>;
  deleteHealthCheck(name: string): Promise<void>;
  /** Every health check of the project, all pages. */
  listHealthChecks(): Promise<HealthCheck[]>;
}

/** Unmanaged instance groups of one project, and their members. */
export interface InstanceGroups {
  getInstanceGroup(name: string, zone: string): Promise<InstanceGroup>;
  createInstanceGroup(instanceGroup: InstanceGroup, zone: string): Promise<void>;
  deleteInstanceGroup(name: string, zone: string): Promise<void>;
  /** Every instance group of every zone, all pages of the aggregated list. */
  listInstanceGroups(): Promise<InstanceGroup[]>;
  /** Replaces the named ports of the group; with a `fingerprint`, only if the ports are still those it was read with. */
  setNamedPorts(name: string, zone: string, namedPorts: readonly NamedPort[], fingerprint?: string): Promise<void>;
  /** URLs of all members, whatever their state, all pages. */
  listInstances(name: string, zone: string): Promise<string[]>;
  /** `instances`: names of instances in the group's zone. Refused with 400 `memberAlreadyExists` if one is a member. */
  addInstances(name: string, zone: string, instances: readonly string[]): Promise<void>;
  /** `instances`: names of instances in the group's zone. */
  removeInstances(name: string, zone: string, instances: readonly string[]): Promise<void>;
}

/** The zones of one project. */
export interface Zones {
  /** Names of all zones that are UP. */
  listZones(): Promise<string[]>;
}

/** Everything the pool needs from a cloud, in one object. */
export interface Cloud extends BackendServices, HealthChecks, InstanceGroups, Zones {
  /** URL of a resource of this project, computed and not fetched: `link('global/healthChecks/x')`. */
  link(path: string): string;
}
