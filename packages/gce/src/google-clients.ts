import type { AuthClient } from 'google-auth-library';
import type { Collection } from './call.ts';
import type { EndpointOptions } from './endpoint.ts';

/** What is used of a Google client: its methods by name, each taking a request and call options. */
export type GoogleClient = Readonly<Record<string, (request: object, options: object) => unknown>>;

/** What each Google client is made with. */
export interface GoogleClientOptions extends EndpointOptions {
  readonly authClient: AuthClient;
  readonly universeDomain: string;
}

/**
 * Makes the Google client of a collection. Each module is loaded when first needed, and alone: the package's entry point loads
 * all 129 clients, which takes 1.6 s and 250 MB.
 */
export async function googleClient(collection: Collection, options: GoogleClientOptions): Promise<GoogleClient> {
  const [Client, { leanGax }] = await Promise.all([clientClasses[collection](), import('./lean-gax.ts')]);
  // The client writes into its options, hence the copy. Its methods are called by name, so its own type says too much.
  return new Client({ ...options }, leanGax) as unknown as GoogleClient;
}

const clientClasses = {
  backendServices: async () =>
    (await import('@google-cloud/compute/build/src/v1/backend_services_client.js')).BackendServicesClient,
  regionBackendServices: async () =>
    (await import('@google-cloud/compute/build/src/v1/region_backend_services_client.js')).RegionBackendServicesClient,
  regionHealthChecks: async () =>
    (await import('@google-cloud/compute/build/src/v1/region_health_checks_client.js')).RegionHealthChecksClient,
  regionOperations: async () =>
    (await import('@google-cloud/compute/build/src/v1/region_operations_client.js')).RegionOperationsClient,
  firewalls: async () => (await import('@google-cloud/compute/build/src/v1/firewalls_client.js')).FirewallsClient,
  healthChecks: async () =>
    (await import('@google-cloud/compute/build/src/v1/health_checks_client.js')).HealthChecksClient,
  instanceGroups: async () =>
    (await import('@google-cloud/compute/build/src/v1/instance_groups_client.js')).InstanceGroupsClient,
  networkEndpointGroups: async () =>
    (await import('@google-cloud/compute/build/src/v1/network_endpoint_groups_client.js')).NetworkEndpointGroupsClient,
  zones: async () => (await import('@google-cloud/compute/build/src/v1/zones_client.js')).ZonesClient,
  globalOperations: async () =>
    (await import('@google-cloud/compute/build/src/v1/global_operations_client.js')).GlobalOperationsClient,
  zoneOperations: async () =>
    (await import('@google-cloud/compute/build/src/v1/zone_operations_client.js')).ZoneOperationsClient,
} satisfies Record<Collection, unknown>;
