import type { LaterSchemaField, SchemaField } from '../wire/wire.ts';
import type { TextForm } from './text-forms.ts';
import {
  CRON,
  CRON_WITH_YEAR,
  FOUR_HOUR_WINDOW,
  KMS_KEY,
  matching,
  NAME,
  TIME_ZONE,
  TIMESTAMP,
  URI_PATH,
} from './text-forms.ts';

/**
 * What a field may hold at least and at most: a number, a number that need not be whole, or a text; or at most: a list; or
 * what a text must look like, or each of a list.
 */
export type Limit =
  | TextForm
  | { readonly of: 'number' | 'fraction' | 'length'; readonly least: number; readonly most: number }
  | { readonly of: 'items'; readonly most: number };

const number = (least: number, most: number): Limit => ({ of: 'number', least, most });
const fraction = (least: number, most: number): Limit => ({ of: 'fraction', least, most });
const length = (least: number, most: number): Limit => ({ of: 'length', least, most });
const items = (most: number): Limit => ({ of: 'items', most });

const LARGEST_INT32 = 2_147_483_647;
const LARGEST_UINT32 = 4_294_967_295;

/** How many of its instances one call may name (described at the methods). */
const MOST_NAMED = items(1000);

/** A name of a custom metric. */
const METRIC_NAME = matching('[a-z](?:[-_.a-z0-9]{0,62}[a-z0-9])?');
/** A country (ISO 3166 alpha-2). */
const COUNTRY = matching('[A-Z]{2}');

/**
 * Limits that the API's descriptions of fields and methods give in numbers, and forms of texts that they name, in any version
 * and wherever the fields stand. What has none here is held to the limits of `api/most-values.ts`.
 */
export const documentedLimits: { readonly [Field in SchemaField | LaterSchemaField]?: Limit } = {
  'AdvancedMachineFeatures.threadsPerCore': number(1, 2),
  'AutoscalingPolicyScalingSchedule.schedule': CRON_WITH_YEAR,
  'AutoscalingPolicyScalingSchedule.timeZone': TIME_ZONE,
  'BackendBucketCdnPolicyNegativeCachingPolicy.ttl': number(0, 1800),
  'BackendCustomMetric.maxUtilization': fraction(0, 1),
  'BackendCustomMetric.name': METRIC_NAME,
  'BackendService.externalManagedMigrationTestingPercentage': fraction(0, 100),
  'BackendServiceCdnPolicyNegativeCachingPolicy.ttl': number(0, 1800),
  'BackendServiceCustomMetric.name': METRIC_NAME,
  'BackendServiceLocalityLoadBalancingPolicyConfigCustomPolicy.name': length(0, 256),
  'BackendServiceTlsSettings.subjectAltNames': items(5),
  'CachePolicy.cacheBypassRequestHeaderNames': items(5),
  'CachePolicyCacheKeyPolicy.includedCookieNames': items(5),
  'CustomErrorResponsePolicyCustomErrorResponseRule.path': length(1, 1024),
  'CustomerEncryptionKey.kmsKeyName': KMS_KEY,
  'Disk.sourceStorageObject': matching(String.raw`.*(?:\.tar\.gz|vmdk)`),
  'Duration.nanos': number(0, 999_999_999),
  'Duration.seconds': number(0, 315_576_000_000),
  'FirewallPolicyAssociation.priority': number(1, LARGEST_INT32),
  'FirewallPolicyRuleMatcher.destRegionCodes': COUNTRY,
  'FirewallPolicyRuleMatcher.srcRegionCodes': COUNTRY,
  'FutureReservation.autoCreatedReservationsDeleteTime': TIMESTAMP,
  'FutureReservation.namePrefix': NAME,
  'HTTP2HealthCheck.requestPath': URI_PATH,
  'HTTPHealthCheck.requestPath': URI_PATH,
  'HTTPSHealthCheck.requestPath': URI_PATH,
  'HttpFaultAbort.httpStatus': number(200, 599),
  'HttpFaultAbort.percentage': fraction(0, 100),
  'HttpFaultDelay.percentage': fraction(0, 100),
  'HttpHealthCheck.requestPath': URI_PATH,
  'HttpRedirectAction.hostRedirect': length(1, 255),
  'HttpRedirectAction.pathRedirect': length(1, 1024),
  'HttpRedirectAction.prefixRedirect': length(1, 1024),
  'HttpRetryPolicy.numRetries': number(1, LARGEST_UINT32),
  'HttpRouteRule.description': length(0, 1024),
  'HttpsHealthCheck.requestPath': URI_PATH,
  'Image.family': NAME,
  'Instance.secureTags': items(50),
  'Instance.serviceAccounts': items(1),
  'InstanceGroupManager.baseInstanceName': matching(
    String.raw`[a-z](([-a-z0-9]{0,57})|([-a-z0-9]{0,51}-#{1,10}(\[[0-9]{1,10}\])?))`,
  ),
  'InstanceGroupManagerStandbyPolicy.initialDelaySec': number(0, 3600),
  'InstanceGroupManagersAbandonInstancesRequest.instances': MOST_NAMED,
  'InstanceGroupManagersDeleteInstancesRequest.instances': MOST_NAMED,
  'InstanceGroupManagersRecreateInstancesRequest.instances': MOST_NAMED,
  'InstanceGroupManagersResumeInstancesRequest.instances': MOST_NAMED,
  'InstanceGroupManagersStartInstancesRequest.instances': MOST_NAMED,
  'InstanceGroupManagersStopInstancesRequest.instances': MOST_NAMED,
  'InstanceGroupManagersSuspendInstancesRequest.instances': MOST_NAMED,
  'InstanceGroupManagerUpdatePolicy.minReadySec': number(0, 3600),
  'InstanceProperties.secureTags': items(50),
  'InstanceProperties.serviceAccounts': items(1),
  'InterconnectAttachment.candidateSubnets': items(16),
  'InterconnectAttachment.vlanTag8021q': number(2, 4093),
  'InterconnectAttachmentGroupsCreateMembersInterconnectAttachmentInput.candidateSubnets': items(16),
  'InterconnectAttachmentGroupsCreateMembersInterconnectAttachmentInput.vlanTag8021q': number(2, 4093),
  'InterconnectAttachmentL2ForwardingGeneveHeader.vni': number(0, 16_777_215),
  'InterconnectMacsecPreSharedKey.name': NAME,
  'InterconnectMacsecPreSharedKey.startTime': TIMESTAMP,
  'LocationPolicyLocationConstraints.maxCount': number(0, LARGEST_INT32),
  'MetadataFilterLabelMatch.name': length(1, 1024),
  'MetadataFilterLabelMatch.value': length(0, 1024),
  'NamedSet.name': NAME,
  'NetworkEndpointGroupAppEngine.service': length(1, 63),
  'NetworkEndpointGroupAppEngine.version': length(1, 100),
  'NetworkEndpointGroupCloudFunction.function': length(1, 63),
  'NetworkEndpointGroupCloudRun.service': NAME,
  'NetworkEndpointGroupCloudRun.tag': NAME,
  'NetworkInterface.vlan': number(2, 255),
  'NodeGroupMaintenanceWindow.startTime': FOUR_HOUR_WINDOW,
  'NetworkPolicyTrafficClassificationRule.priority': number(1, LARGEST_INT32 - 1000),
  'NetworkPolicyTrafficClassificationRule.targetSecureTags': items(256),
  'NetworkPolicyTrafficClassificationRuleAction.dscpValue': number(0, 63),
  'NetworkPolicyTrafficClassificationRuleMatcher.destAddressGroups': items(10),
  'PacketMirroring.priority': number(0, 65_535),
  'PacketMirroringMirroredResourceInfo.instances': items(50),
  'PacketMirroringMirroredResourceInfo.subnetworks': items(5),
  'RegionInstanceGroupManagersAbandonInstancesRequest.instances': MOST_NAMED,
  'RegionInstanceGroupManagersDeleteInstancesRequest.instances': MOST_NAMED,
  'RegionInstanceGroupManagersRecreateRequest.instances': MOST_NAMED,
  'RegionInstanceGroupManagersResumeInstancesRequest.instances': MOST_NAMED,
  'RegionInstanceGroupManagersStartInstancesRequest.instances': MOST_NAMED,
  'RegionInstanceGroupManagersStopInstancesRequest.instances': MOST_NAMED,
  'RegionInstanceGroupManagersSuspendInstancesRequest.instances': MOST_NAMED,
  'RegionTargetHttpsProxiesSetSslCertificatesRequest.sslCertificates': items(15),
  'ResourcePolicyInstanceSchedulePolicy.timeZone': TIME_ZONE,
  'ResourcePolicyInstanceSchedulePolicySchedule.schedule': CRON,
  'ResourcePolicyWeeklyCycle.dayOfWeeks': items(7),
  'RoutePolicy.name': NAME,
  'RoutePolicyPolicyTerm.priority': number(0, LARGEST_INT32),
  'RouterBgp.keepaliveInterval': number(20, 60),
  'RouterBgpPeer.customLearnedRoutePriority': number(0, 65_335),
  'RouterBgpPeer.md5AuthenticationKeyName': NAME,
  'RouterBgpPeerBfd.minReceiveInterval': number(1000, 30_000),
  'RouterBgpPeerBfd.minTransmitInterval': number(1000, 30_000),
  'RouterBgpPeerBfd.multiplier': number(5, 16),
  'RouterBgpPeerBfd.slowTimerInterval': number(1000, 30_000),
  'RouterMd5AuthenticationKey.key': length(1, 80),
  'RouterMd5AuthenticationKey.name': NAME,
  'RouterNatRule.ruleNumber': number(0, 65_000),
  'ServiceAttachment.domainNames': items(1),
  'Snapshot.chainName': NAME,
  'Subnetwork.flowSampling': fraction(0, 1),
  'Subnetwork.secondaryIpRanges': items(170),
  'Subsetting.subsetSize': number(1, LARGEST_INT32),
  'TargetHttpsProxiesSetSslCertificatesRequest.sslCertificates': items(15),
  'TargetSslProxiesSetSslCertificatesRequest.sslCertificates': items(15),
  'UrlRewrite.hostRewrite': length(1, 255),
  'UrlRewrite.pathPrefixRewrite': length(1, 1024),
  'VpnTunnel.ikeVersion': number(1, 2),
  'VpnTunnel.peerExternalGatewayInterface': number(0, 3),
};
