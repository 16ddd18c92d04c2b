import { enforced, left, NOT_SIMULATED, TRAFFIC } from '../sentence-rule.ts';
import type { SentenceRule } from '../sentence-rule.ts';

const IAM = 'No user has more rights than another here, so conditions and bindings are kept and not looked at.';
const ANSWER = 'Answers hold it; nobody sends it.';
const OPTIONAL_FINGERPRINT = 'One that is out of date is refused, and a request without one is taken.';
const DELEGATED = 'Public delegated prefixes never become active here, so nothing is allocated out of them.';

/** Sentences that are alike wherever they stand. */
export const everywhere: readonly SentenceRule[] = [
  left(ANSWER, /^(?:Date|DateTime|ErrorInfo|Money|AutoscalerStatusDetails|Usable\w+|LicenseCode|WafExpressionSet)\./),
  left(ANSWER, /^(?:InterconnectDiagnostics|NetworkPeeringConnectionStatus|NetworkProfileNetworkFeatures)\./),
  left(
    ANSWER,
    /^(?:ResourceStatusScheduling|PublicAdvertisedPrefixPublicDelegatedPrefix)\.|^SourceInstanceProperties\.minCpuPlatform$/,
  ),
  left(IAM, /^(?:Policy|Binding|Expr|TestPermissionsRequest|GlobalSetPolicyRequest)\./),
  left(NOT_SIMULATED, /^(?:Advice|Calendar|Capacity|FutureResourcesSpec)\w*\./),
  left('Nothing tells a standard reservation from others.', /^Reservations\w*PerformMaintenanceRequest\./),
  left(TRAFFIC, /^(?:CachePolicy|CircuitBreakers|OutlierDetection|ConsistentHash\w+)\w*\./),
  left(DELEGATED, /\.ipCollection$/),
  enforced('collections/labels.ts', /\.labels$/, /RFC ?1035|requirements for labels/),
  enforced('kernel/fingerprint.ts', /\.labelFingerprint$/, /up-to-date fingerprint/),
  enforced(
    'kernel/fingerprint.ts',
    /^(?:InstanceSettings|Metadata|NamedSet|NetworkInterface|PerInstanceConfig|RoutePolicy|Subnetwork|Tags|Target\w+Proxy|\w+Attachment|HealthCheckService|HealthAggregationPolicy|HealthSource|CompositeHealthCheck)\.fingerprint$/,
    /up-to-date fingerprint/,
  ),
  left(OPTIONAL_FINGERPRINT, /\.fingerprint$/, /up-to-date fingerprint/),
  enforced('api/name.ts', /^(?:Commitment|NetworkEndpointGroup|NodeGroup|NodeTemplate)\.name$/),
  enforced('collections/label-name.ts', /^(?:NamedPort|NetworkPeering)\.name$/),
  enforced('collections/metadata.ts', /^Metadata\./),
];
