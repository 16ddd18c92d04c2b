import { enforced, left, MEANING } from '../sentence-rule.ts';
import type { SentenceRule } from '../sentence-rule.ts';

const AT = 'collections/instances';
const GROUPS = 'collections/instance-groups';
const LOAD = 'No load is measured, so nothing is scaled by it.';
const MONITORING = 'Metrics are those of Cloud Monitoring, which is not here.';
const TEMPLATE_KEYS = "Tests of Terraform's provider make templates with such keys, so they are taken.";
const AI_ZONE = 'The catalogue has no AI zones.';
const AGGREGATE = 'Aggregate reservations are kept, and no instance consumes them.';
const MAINTENANCE = 'No host is ever maintained.';
const AT_ONCE = 'Instances of a group are there at once, so none is waited for.';
const PLACEMENT = 'Where in its zone an instance runs does not show.';

/** Sentences about instances, and about what they are made of and are in. */
export const instances: readonly SentenceRule[] = [
  enforced(`${AT}/tags.ts`, /\.tags$|^Tags\./),
  enforced(`${AT}/access-configs.ts`, /^AccessConfig\.(?:natIP|networkTier)$/),
  enforced(`${AT}/ipv6-addresses.ts`, /^(?:AccessConfig\.externalIpv6|NetworkInterface\.ipv6Address)$/, /same region/),
  enforced(`${AT}/alias-ip-ranges.ts`, /^AliasIpRange\./),
  enforced(`${AT}/attached-disks.ts`, /^AttachedDisk\.initializeParams$/),
  enforced(`${AT}/instances.ts`, /^AttachedDiskInitializeParams\.diskType$/, /URL of the disk type/),
  enforced(`${AT}/machine-rules.ts`, /^AttachedDiskInitializeParams\.diskType$/, /compatible/),
  enforced(`${AT}/bulk-insert.ts`, /^AttachedDisk\w*\.(?:diskEncryptionKey|sourceSnapshot)$/, /bulk/),
  left(TEMPLATE_KEYS, /^AttachedDisk\w*\.(?:diskEncryptionKey|sourceImageEncryptionKey)$/, /emplate/),
  enforced(`${AT}/bulk-insert.ts`, /^BulkInsertInstanceResource\./),
  enforced(`${AT}/bulk-zones.ts`, /^LocationPolicyZoneConfiguration\.zone$/),
  enforced(`${AT}/bulk-zones.ts`, /^LocationPolicy\.locations$/, /valid internal URLs/),
  enforced(`${AT}/node-templates.ts`, /^LocalDisk\.diskType$/),
  left('Where no type is specified, it is GENERAL_PURPOSE.', /^Commitment\.category$/, /specify a type/),
  enforced('collections/metadata.ts', /^InstanceSettingsMetadata\.items$/),
  enforced(`${GROUPS}/preserved-state.ts`, /^PreservedStatePreservedDisk\.autoDelete$/),
  left(
    'In which mode a disk of a group is attached, its template says, and no policy is compared with it.',
    /^StatefulPolicyPreservedStateDiskDevice\.autoDelete$/,
  ),
  left(MEANING, /^InstanceGroupManagerInstanceLifecyclePolicyOnRepair\.allowChangingZone$/),
  left(MEANING, /^VmExtensionPolicyLabelSelector\.inclusionLabels$/),
  enforced('collections/projects/rollout-plans.ts', /^RolloutPlanWave(?:OrchestrationOptionsDelay|Validation)\./),
  left(MEANING, /^RolloutPlanWave\.selectors$/),
  left(AI_ZONE, /^(?:LocationPolicy\.locations|DistributionPolicy\.zones)$/, /AI zone/),
  left(MEANING, /^(?:LocationPolicy\.targetShape|AdvancedMachineFeatures\.threadsPerCore)$/),
  left(MEANING, /\.minCpuPlatform$/, /Specifying a Minimum|[Mm]inimum CPU platform to be used/),
  left(MEANING, /^LicenseResourceRequirements\./),
  enforced(`${AT}/attached-disks.ts`, /^Instance\.disks$/, /must be created before/),
  enforced(`${AT}/hostname.ts`, /^Instance\.hostname$/),
  enforced('collections/custom-machine-types.ts', /^Instance\.machineType$/, /multiple of 256 MB/),
  enforced(`${AT}/network-interfaces.ts`, /^NetworkInterface\.network$/, /must specify a network or subnet/),
  enforced(`${AT}/scheduling.ts`, /^Scheduling\.(?:automaticRestart|hostErrorTimeoutSeconds)$/),
  enforced(`${AT}/instance-defaults.ts`, /^Scheduling\.availabilityDomain$/),
  left('Keys of disks that need none are not looked at.', /^InstancesStartWithEncryptionKeyRequest\.disks$/),
  enforced(`${AT}/commitments.ts`, /^Commitment\.reservations$|^Reservation\.zone$/),
  left(MEANING, /^Commitment\.plan$/),
  left(
    'Amounts are multiples of 256 MB; how much memory goes with a vCPU depends on the type of the commitment.',
    /^ResourceCommitment\.amount$/,
    /256 MB/,
  ),
  enforced('api/body-scalar.ts', /^ResourceCommitment\.amount$/, /integer value/),
  left(MEANING, /^ResourceCommitment\.amount$/, /amount in GB/),
  enforced(`${AT}/reservation-consumption.ts`, /^ReservationAffinity\.consumeReservationType$/),
  left(AGGREGATE, /^AllocationAggregateReservation\.vmFamily$/),
  left(MAINTENANCE, /^NodeGroup\.maintenancePolicy$/),
  enforced(`${AT}/node-groups.ts`, /^NodeGroupAutoscalingPolicy\.maxNodes$/),
  left(
    "Tests of Terraform's provider start such windows at other hours as well.",
    /^ResourcePolicyDailyCycle\.startTime$/,
  ),
  enforced(`${AT}/resource-policy-rules.ts`, /^ResourcePolicy(?:HourlyCycle|WeeklyCycleDayOfWeek)\.startTime$/),
  left(PLACEMENT, /^ResourcePolicyWorkloadPolicy\.maxTopologyDistance$/),

  enforced(`${GROUPS}/autoscaling-policy-rules.ts`, /^AutoscalingPolicy\.minNumReplicas$/, /less than 0/),
  left(MEANING, /^AutoscalingPolicy\.minNumReplicas$/, /default value/),
  enforced(`${GROUPS}/autoscaling-policy-rules.ts`, /^AutoscalingPolicyScalingSchedule\.durationSec$/),
  left(LOAD, /^AutoscalingPolicyCpuUtilization\.utilizationTarget$/, /If the (?:CPU level|average CPU)/),
  enforced(
    `${GROUPS}/autoscaling-policy-rules.ts`,
    /^AutoscalingPolicy(?:CustomMetric|LoadBalancing)Utilization\.utilizationTarget$/,
    /positive/,
  ),
  enforced(
    `${GROUPS}/autoscaling-policy-rules.ts`,
    /^AutoscalingPolicyCustomMetricUtilization\.filter$/,
    /must be identical/,
  ),
  left(MONITORING, /^AutoscalingPolicyCustomMetricUtilization\.(?:filter|metric|singleInstanceAssignment)$/),
  enforced(`${GROUPS}/instance-group-managers.ts`, /^InstanceGroupManager\.versions$/),
  enforced(`${GROUPS}/instance-group-managers.ts`, /^InstanceGroupManagerAutoHealingPolicy\.initialDelaySec$/),
  left(MEANING, /^InstanceGroupManager(?:AllInstancesConfig\.properties|Version\.targetSize)$/),
  enforced(`${GROUPS}/resize-requests.ts`, /^InstanceGroupManagerResizeRequest\.(?:instances|resizeBy)$/),
  enforced(
    `${GROUPS}/update-policy-rules.ts`,
    /^InstanceGroupManagerUpdatePolicy\.max(?:Surge|Unavailable)$/,
    /At least one/,
  ),
  left(AT_ONCE, /^InstanceGroupManagerUpdatePolicy\.maxUnavailable$/, /health check/),
  enforced(`${GROUPS}/update-policy-rules.ts`, /^FixedOrPercent\.fixed$/),
  enforced(
    `${GROUPS}/instance-group-manager-verbs.ts`,
    /InstanceGroupManagersApplyUpdatesRequest\.(?:allInstances|minimalAction)$/,
  ),
];
