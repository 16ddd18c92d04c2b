/*
 * What the API has gained since the revision that Google's client library was made from (20260922), as `npm run drift`
 * told when 20261106 was taken up. When a newer library comes, the comparison fails until these lists are shortened.
 */

export const newerMethods: readonly string[] = [
  'regionSslPolicies.getIamPolicy',
  'regionSslPolicies.setIamPolicy',
  'regionSslPolicies.testIamPermissions',
  'sslPolicies.getIamPolicy',
  'sslPolicies.setIamPolicy',
  'sslPolicies.testIamPermissions',
];

export const newerSchemas: readonly string[] = [
  'BackendServiceDynamicForwarding',
  'BackendServiceDynamicForwardingForwardProxy',
  'BackendServiceDynamicForwardingIpPortSelection',
  'ConfidentialParavisorConfig',
  'DynamicCompressionPolicy',
  'ImageOptimizationPolicy',
  'UrlMapQuotaUsage',
  'UrlMapStatus',
];

/** As `Schema.field`. */
export const newerFields: readonly string[] = [
  'AccessConfig.ipCollection',
  'Address.networkAttachment',
  'Address.serviceClassId',
  'BackendService.dynamicForwarding',
  'CacheInvalidationRule.backendService',
  'CacheInvalidationRule.contentType',
  'CacheInvalidationRule.httpStatus',
  'ConfidentialInstanceConfig.confidentialParavisorConfig',
  'Disk.sourceMachineImage',
  'Disk.sourceMachineImageDiskDeviceName',
  'Disk.sourceMachineImageEncryptionKey',
  'Disk.sourceMachineImageId',
  'FirewallPolicy.policySource',
  'ForwardingRule.IPAddresses',
  'ForwardingRule.availabilityGroup',
  'ForwardingRule.childForwardingRules',
  'ForwardingRule.parentForwardingRule',
  'HttpRouteAction.dynamicCompressionPolicy',
  'HttpRouteAction.imageOptimizationPolicy',
  'MachineImageParams.excludedDisks',
  'MachineImageParams.includedDisks',
  'Network.additionalTags',
  'PublicDelegatedPrefix.purpose',
  'PublicDelegatedPrefixPublicDelegatedSubPrefix.purpose',
  'ResourceStatusScheduling.protectionTier',
  'RouterStatusBgpPeerStatus.depreferenced',
  'Scheduling.protectionTier',
  'UrlMap.status',
  'UrlMapValidationResult.quotaUsage',
  'WireProperties.flowManagement',
  'WorkloadIdentityConfig.identityType',
];

/** As `Schema.field=VALUE`. */
export const newerValues: readonly string[] = [
  'Address.purpose=PASSTHROUGH_LOAD_BALANCER_AVAILABILITY_GROUP0',
  'Address.purpose=PASSTHROUGH_LOAD_BALANCER_AVAILABILITY_GROUP1',
  'BackendService.loadBalancingScheme=EXTERNAL_PASSTHROUGH',
  'CachePolicy.cacheMode=BYPASS_CACHE',
  'Commitment.type=COMPUTE_OPTIMIZED_H4D_3TB',
  'Commitment.type=MEMORY_OPTIMIZED_M4N',
  'Commitment.type=MEMORY_OPTIMIZED_M4N_6TB',
  'Commitment.type=MEMORY_OPTIMIZED_X5_1376_24T',
  'Commitment.type=MEMORY_OPTIMIZED_X5_1376_32T',
  'Commitment.type=MEMORY_OPTIMIZED_X5_2064_48T',
  'Commitment.type=MEMORY_OPTIMIZED_X5_688_12T',
  'Commitment.type=MEMORY_OPTIMIZED_X5_688_16T',
  'ForwardingRule.loadBalancingScheme=EXTERNAL_PASSTHROUGH',
  'InstanceGroupManagerStatusAcceleratorTopology.state=ACTIVE_DEGRADED',
  'NetworkAttachmentConnectedEndpoint.status=RESERVED',
  'NetworkProfileNetworkFeatures.addressPurposes=PASSTHROUGH_LOAD_BALANCER_AVAILABILITY_GROUP0',
  'NetworkProfileNetworkFeatures.addressPurposes=PASSTHROUGH_LOAD_BALANCER_AVAILABILITY_GROUP1',
  'UpcomingMaintenance.maintenanceReasons=FAILURE_CUSTOMER_REPORTED',
];
