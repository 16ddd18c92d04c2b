import { backendServices } from './backend-services.ts';
import type { Collection } from './collection.ts';
import { healthChecks } from './health-checks.ts';
import { httpHealthChecks, httpsHealthChecks } from './http-health-checks.ts';
import { instanceGroups } from './instance-groups.ts';
import { instances } from './instances.ts';
import { machineTypes } from './machine-types.ts';
import { networks } from './networks.ts';
import { operations } from './operations.ts';
import { projects } from './projects.ts';
import { regions } from './regions.ts';
import { subnetworks } from './subnetworks.ts';
import { zones } from './zones.ts';

/** Every collection with rules of its own. The others need none: see `Collection`. */
export const collections: readonly Collection[] = [
  backendServices,
  healthChecks,
  httpHealthChecks,
  httpsHealthChecks,
  instanceGroups,
  instances,
  machineTypes,
  networks,
  operations,
  projects,
  regions,
  subnetworks,
  zones,
];
