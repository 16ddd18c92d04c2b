/** What becomes of sentences of the API's descriptions that no rule cites. */
export interface SentenceRule {
  /** `Schema.field` of those that it is about. */
  readonly fields: RegExp;
  /** Which sentences, where it is not all of them. */
  readonly sentences?: RegExp;
  /** The file under `src/` that enforces them, or why nothing does. */
  readonly by?: string;
  readonly reason?: string;
}

const IAM = 'No user has more rights than another here, so conditions and bindings are kept and not looked at.';
const ANSWER = 'Answers hold it; nobody sends it.';
const TRAFFIC = 'It is about requests on their way, and no traffic flows.';
const OPTIONAL_FINGERPRINT = 'One that is out of date is refused, and a request without one is taken.';
const NOT_SIMULATED = 'The method that takes it is not simulated.';

/** The first that fits a sentence says what becomes of it. */
export const sentenceRules: readonly SentenceRule[] = [
  { fields: /^(?:Date|DateTime|ErrorInfo|Money|AutoscalerStatusDetails|Usable\w+|LicenseCode)\./, reason: ANSWER },
  { fields: /^(?:Policy|Binding|Expr|TestPermissionsRequest|GlobalSetPolicyRequest)\./, reason: IAM },
  { fields: /^(?:Advice|Calendar|Capacity)\w*\./, reason: NOT_SIMULATED },
  { fields: /^(?:CachePolicy|CircuitBreakers|OutlierDetection|ConsistentHash\w+)\w*\./, reason: TRAFFIC },
  { fields: /\.labels$/, sentences: /RFC ?1035/, by: 'collections/labels.ts' },
  { fields: /\.labelFingerprint$/, sentences: /up-to-date fingerprint/, by: 'kernel/fingerprint.ts' },
  {
    fields:
      /^(?:InstanceSettings|Metadata|NamedSet|NetworkInterface|PerInstanceConfig|RoutePolicy|Subnetwork|Tags|Target\w+Proxy|\w+Attachment|HealthCheckService|HealthAggregationPolicy)\.fingerprint$/,
    sentences: /up-to-date fingerprint/,
    by: 'kernel/fingerprint.ts',
  },
  { fields: /\.fingerprint$/, sentences: /up-to-date fingerprint/, reason: OPTIONAL_FINGERPRINT },
  { fields: /^Metadata\./, by: 'collections/metadata.ts' },
  { fields: /\.tags$|^Tags\./, by: 'collections/instances/tags.ts' },
  { fields: /^AccessConfig\.(?:natIP|networkTier)$/, by: 'collections/instances/access-configs.ts' },
  { fields: /^AliasIpRange\./, by: 'collections/instances/alias-ip-ranges.ts' },
  { fields: /^AttachedDisk\.initializeParams$/, by: 'collections/instances/attached-disks.ts' },
  {
    fields: /^AttachedDiskInitializeParams\.diskType$/,
    sentences: /URL of the disk type/,
    by: 'collections/instances/instances.ts',
  },
  {
    fields: /^AttachedDiskInitializeParams\.diskType$/,
    sentences: /compatible/,
    by: 'collections/instances/machine-rules.ts',
  },
  { fields: /\.provisioned(?:Iops|Throughput)$/, by: 'collections/storage/disk-rules.ts' },
  { fields: /\.replicaZones$/, sentences: /two replica zones/, by: 'collections/storage/disk-rules.ts' },
  {
    fields: /EncryptionKey$/,
    sentences: /must provide the (?:same|encryption)? ?key/,
    by: 'collections/storage/encryption-keys.ts',
  },
  { fields: /^Scheduling\.automaticRestart$/, by: 'collections/instances/scheduling.ts' },
  {
    fields: /^Backend\.(?:balancingMode|capacityScaler)$/,
    sentences: /compatible|larger than 0/,
    by: 'collections/load-balancing/backend-service-backends.ts',
  },
  {
    fields: /^BackendService\.healthChecks$/,
    sentences: /at most one|must (?:not )?have a health check/,
    by: 'collections/load-balancing/backend-service-health-checks.ts',
  },
  { fields: /^BackendService\.externalManagedMigrationState$/, by: 'collections/load-balancing/backend-services.ts' },
  { fields: /^BackendService\.affinityCookieTtlSec$/, by: 'collections/load-balancing/backend-services.ts' },
  { fields: /CdnPolicy\.(?:\w+Ttl|serveWhileStale)$/, by: 'collections/load-balancing/cdn-policy.ts' },
  { fields: /^RouterNat\.(?:m\w+PortsPerVm|natIp\w+|natIps)$/, by: 'collections/networking/router-nat-checks.ts' },
  { fields: /^SecurityPolicyRule\.rateLimitOptions$/, by: 'collections/load-balancing/security-policy-rate-limit.ts' },
  { fields: /^SecurityPolicyRule\.priority$/, by: 'collections/load-balancing/security-policy-rule-checks.ts' },
  { fields: /^Subnetwork\.ipCidrRange$/, by: 'collections/networking/subnetwork-ranges.ts' },
  {
    fields: /^SubnetworkSecondaryRange\.(?:ipCidrRange|rangeName)$/,
    sentences: /non-overlapping|RFC ?1035/,
    by: 'collections/networking/subnetwork-ranges.ts',
  },
  { fields: /^Target\w+Prox\w+\.httpKeepAliveTimeoutSec$/, by: 'collections/load-balancing/target-http-proxies.ts' },
  { fields: /^UrlMap\.tests$/, by: 'collections/load-balancing/url-map-test-run.ts' },
  { fields: /^UrlMapTest\./, by: 'collections/load-balancing/url-map-test-run.ts' },
];
