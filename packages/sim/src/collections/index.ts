import { acceleratorTypes } from './accelerator-types.ts';
import { addresses } from './addresses.ts';
import { autoscalers } from './autoscalers.ts';
import { backendBuckets } from './backend-buckets.ts';
import { backendServices } from './backend-services.ts';
import type { Collection } from './collection.ts';
import { commitments } from './commitments.ts';
import { diskTypes } from './disk-types.ts';
import { disks } from './disks.ts';
import { externalVpnGateways } from './external-vpn-gateways.ts';
import { firewallPolicies } from './firewall-policies.ts';
import { firewalls } from './firewalls.ts';
import { forwardingRules } from './forwarding-rules.ts';
import { futureReservations } from './future-reservations.ts';
import { healthChecks } from './health-checks.ts';
import { httpHealthChecks, httpsHealthChecks } from './http-health-checks.ts';
import { imageFamilyViews } from './image-family-views.ts';
import { images } from './images.ts';
import { instanceGroupManagers } from './instance-group-managers.ts';
import { instanceGroups } from './instance-groups.ts';
import { instanceTemplates } from './instance-templates.ts';
import { instances } from './instances.ts';
import { instantSnapshots } from './instant-snapshots.ts';
import { interconnectAttachments } from './interconnect-attachments.ts';
import { interconnects } from './interconnects.ts';
import { licenses } from './licenses.ts';
import { machineImages } from './machine-images.ts';
import { machineTypes } from './machine-types.ts';
import { networkAttachments } from './network-attachments.ts';
import { networkEdgeSecurityServices } from './network-edge-security-services.ts';
import { networkEndpointGroups } from './network-endpoint-groups.ts';
import { networkFirewallPolicies } from './network-firewall-policies.ts';
import { networks } from './networks.ts';
import { nodeGroups } from './node-groups.ts';
import { nodeTemplates } from './node-templates.ts';
import { nodeTypes } from './node-types.ts';
import { operations } from './operations.ts';
import { organizationSecurityPolicies } from './organization-security-policies.ts';
import { packetMirrorings } from './packet-mirrorings.ts';
import { projects } from './projects.ts';
import { publicAdvertisedPrefixes, publicDelegatedPrefixes } from './public-prefixes.ts';
import { regions } from './regions.ts';
import { reservations } from './reservations.ts';
import { resourcePolicies } from './resource-policies.ts';
import { routers } from './routers.ts';
import { routes } from './routes.ts';
import { securityPolicies } from './security-policies.ts';
import { serviceAttachments } from './service-attachments.ts';
import { instanceSettings, snapshotSettings } from './settings.ts';
import { snapshots } from './snapshots.ts';
import { sslCertificates } from './ssl-certificates.ts';
import { sslPolicies } from './ssl-policies.ts';
import { storagePoolTypes } from './storage-pool-types.ts';
import { storagePools } from './storage-pools.ts';
import { subnetworks } from './subnetworks.ts';
import { targetGrpcProxies } from './target-grpc-proxies.ts';
import { targetHttpProxies } from './target-http-proxies.ts';
import { targetHttpsProxies } from './target-https-proxies.ts';
import { targetInstances } from './target-instances.ts';
import { targetPools } from './target-pools.ts';
import { targetSslProxies } from './target-ssl-proxies.ts';
import { targetTcpProxies } from './target-tcp-proxies.ts';
import { targetVpnGateways } from './target-vpn-gateways.ts';
import { urlMaps } from './url-maps.ts';
import { vpnGateways } from './vpn-gateways.ts';
import { vpnTunnels } from './vpn-tunnels.ts';
import { zones } from './zones.ts';

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
