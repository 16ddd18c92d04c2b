import type { BackendService, HealthCheck } from '@gcepool/api';
import type { BackendServices, HealthChecks } from '@gcepool/core';

/** A resource that has a name, as all have. */
export interface Named {
  readonly name?: string | undefined;
  readonly fingerprint?: string | undefined;
}

/** The five calls that collections of the cloud have in common. */
export interface Crud<Resource extends Named> {
  /** `backendServices` */
  readonly collection: string;
  get(name: string): Promise<Resource>;
  create(resource: Resource): Promise<void>;
  /** Replaces the whole resource. */
  update(resource: Resource): Promise<void>;
  delete(name: string): Promise<void>;
  list(): Promise<Resource[]>;
}

export function backendServicesCrud(cloud: BackendServices): Crud<BackendService> {
  return {
    collection: 'backendServices',
    get: (name) => cloud.getBackendService(name),
    create: (resource) => cloud.createBackendService(resource),
    update: (resource) => cloud.updateBackendService(resource),
    delete: (name) => cloud.deleteBackendService(name),
    list: () => cloud.listBackendServices(),
  };
}

export function healthChecksCrud(cloud: HealthChecks): Crud<HealthCheck> {
  return {
    collection: 'healthChecks',
    get: (name) => cloud.getHealthCheck(name),
    create: (resource) => cloud.createHealthCheck(resource),
    update: (resource) => cloud.updateHealthCheck(resource),
    delete: (name) => cloud.deleteHealthCheck(name),
    list: () => cloud.listHealthChecks(),
  };
}
