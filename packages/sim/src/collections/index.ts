import { acceleratorTypes } from './instances/accelerator-types.ts';
import { addresses } from './networking/addresses.ts';
import { autoscalers } from './instance-groups/autoscalers.ts';
import { backendBuckets } from './load-balancing/backend-buckets.ts';
import { backendServices } from './load-balancing/backend-services.ts';
import type { Collection } from './collection.ts';
import { commitments } from './instances/commitments.ts';
import { diskTypes } from './storage/disk-types.ts';
import { disks } from './storage/disks.ts';
import { externalVpnGateways } from './networking/external-vpn-gateways.ts';
import { firewallPolicies } from './networking/firewall-policies.ts';
import { firewalls } from './networking/firewalls.ts';
import { forwardingRules } from './load-balancing/forwarding-rules.ts';
import { futureReservations } from './instances/future-reservations.ts';
import { healthChecks } from './load-balancing/health-checks.ts';
import { httpHealthChecks, httpsHealthChecks } from './load-balancing/http-health-checks.ts';
import { imageFamilyViews } from './storage/image-family-views.ts';
import { images } from './storage/images.ts';
import { instanceGroupManagers } from './instance-groups/instance-group-managers.ts';
import { instanceGroups } from './instance-groups/instance-groups.ts';
import { instanceTemplates } from './instances/instance-templates.ts';
import { instances } from './instances/instances.ts';
import { instantSnapshots } from './storage/instant-snapshots.ts';
import { interconnectAttachments } from './networking/interconnect-attachments.ts';
import { interconnects } from './networking/interconnects.ts';
import { licenses } from './storage/licenses.ts';
import { machineImages } from './instances/machine-images.ts';
import { machineTypes } from './instances/machine-types.ts';
import { networkAttachments } from './networking/network-attachments.ts';
import { networkEdgeSecurityServices } from './load-balancing/network-edge-security-services.ts';
import { networkEndpointGroups } from './load-balancing/network-endpoint-groups.ts';
import { networkFirewallPolicies } from './networking/network-firewall-policies.ts';
import { networks } from './networking/networks.ts';
import { nodeGroups } from './instances/node-groups.ts';
import { nodeTemplates } from './instances/node-templates.ts';
import { nodeTypes } from './instances/node-types.ts';
import { operations } from './projects/operations.ts';
import { organizationSecurityPolicies } from './load-balancing/organization-security-policies.ts';
import { packetMirrorings } from './networking/packet-mirrorings.ts';
import { projects } from './projects/projects.ts';
import { publicAdvertisedPrefixes, publicDelegatedPrefixes } from './networking/public-prefixes.ts';
import { regions } from './projects/regions.ts';
import { reservations } from './instances/reservations.ts';
import { resourcePolicies } from './instances/resource-policies.ts';
import { routers } from './networking/routers.ts';
import { routes } from './networking/routes.ts';
import { securityPolicies } from './load-balancing/security-policies.ts';
import { serviceAttachments } from './load-balancing/service-attachments.ts';
import { instanceSettings, snapshotSettings } from './settings.ts';
import { snapshots } from './storage/snapshots.ts';
import { sslCertificates } from './load-balancing/ssl-certificates.ts';
import { sslPolicies } from './load-balancing/ssl-policies.ts';
import { storagePoolTypes } from './storage/storage-pool-types.ts';
import { storagePools } from './storage/storage-pools.ts';
import { subnetworks } from './networking/subnetworks.ts';
import { targetGrpcProxies } from './load-balancing/target-grpc-proxies.ts';
import { targetHttpProxies } from './load-balancing/target-http-proxies.ts';
import { targetHttpsProxies } from './load-balancing/target-https-proxies.ts';
import { targetInstances } from './load-balancing/target-instances.ts';
import { targetPools } from './load-balancing/target-pools.ts';
import { targetSslProxies } from './load-balancing/target-ssl-proxies.ts';
import { targetTcpProxies } from './load-balancing/target-tcp-proxies.ts';
import { targetVpnGateways } from './networking/target-vpn-gateways.ts';
import { urlMaps } from './load-balancing/url-maps.ts';
import { vpnGateways } from './networking/vpn-gateways.ts';
import { vpnTunnels } from './networking/vpn-tunnels.ts';
import { zones } from './projects/zones.ts';

/** Every collection with rules of its own. The others need none: see `Collection`. */
export const collections: readonly Collection[] = [
  acceleratorTypes,
  addresses,
  autoscalers,
  backendBuckets,
  backendServices,
  commitments,
  diskTypes,
  disks,
  externalVpnGateways,
  firewallPolicies,
  firewalls,
  forwardingRules,
  futureReservations,
  healthChecks,
  httpHealthChecks,
  httpsHealthChecks,
  imageFamilyViews,
  images,
  instanceGroupManagers,
  instanceGroups,
  instanceSettings,
  instanceTemplates,
  instances,
  instantSnapshots,
  interconnectAttachments,
  interconnects,
  licenses,
  machineImages,
  machineTypes,
  networkAttachments,
  networkEdgeSecurityServices,
  networkEndpointGroups,
  networkFirewallPolicies,
  networks,
  nodeGroups,
  nodeTemplates,
  nodeTypes,
  operations,
  organizationSecurityPolicies,
  packetMirrorings,
  projects,
  publicAdvertisedPrefixes,
  publicDelegatedPrefixes,
  regions,
  reservations,
  resourcePolicies,
  routers,
  routes,
  securityPolicies,
  serviceAttachments,
  snapshotSettings,
  snapshots,
  sslCertificates,
  sslPolicies,
  storagePoolTypes,
  storagePools,
  subnetworks,
  targetGrpcProxies,
  targetHttpProxies,
  targetHttpsProxies,
  targetInstances,
  targetPools,
  targetSslProxies,
  targetTcpProxies,
  targetVpnGateways,
  urlMaps,
  vpnGateways,
  vpnTunnels,
  zones,
];
