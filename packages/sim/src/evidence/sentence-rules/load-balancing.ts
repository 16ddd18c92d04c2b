import { enforced, left, MEANING, TRAFFIC } from '../sentence-rule.ts';
import type { SentenceRule } from '../sentence-rule.ts';

const AT = 'collections/load-balancing';
const HEALTH = 'No health is aggregated.';
const GLOBAL_PASSTHROUGH = 'Global external passthrough Network Load Balancers are not simulated.';
const IDENTITIES = 'Workload identity pools are those of IAM, which is not here.';
const NO_GLOBAL = 'The API has health check services of regions alone.';
const STATES = 'In which order the states of a migration may follow one another is not checked.';
const SELF_SIGNED = 'Recordings have certificates without one.';

/** Sentences about load balancers, and about the groups and the policies behind them. */
export const loadBalancing: readonly SentenceRule[] = [
  enforced(`${AT}/backend-service-backends.ts`, /^Backend\.(?:balancingMode|capacityScaler)$/),
  enforced(`${AT}/ha-policy.ts`, /^Backend\.group$/, /haPolicy/),
  left(GLOBAL_PASSTHROUGH, /^Backend\.preference$/),
  enforced(`${AT}/cdn-policy.ts`, /CdnPolicy\w*\.(?:\w+Ttl|serveWhileStale|negativeCachingPolicy|code)$/),
  enforced(
    `${AT}/ha-policy.ts`,
    /^BackendService\.(?:connectionDraining|failoverPolicy|haPolicy|network|subsetting)$/,
    /haPolicy|NEG|network|deleted/,
  ),
  left(
    "Tests of Terraform's provider make services with such a policy and without such a backend.",
    /^BackendService\.failoverPolicy$/,
    /at least one/,
  ),
  enforced(
    `${AT}/backend-service-fields.ts`,
    /^BackendService\.(?:connectionTrackingPolicy|serviceBindings|serviceLbPolicy)$/,
  ),
  enforced(`${AT}/backend-service-fields.ts`, /^BackendService\.localityLbPolicies$/, /at least one/),
  left('Which clients read a configuration does not show.', /^BackendService\.localityLbPolicies$/),
  enforced(`${AT}/backend-service-fields.ts`, /^BackendService\.sessionAffinity$/, /HTTP\(S\)/),
  enforced(
    `${AT}/backend-service-health-checks.ts`,
    /^BackendService\.healthChecks$/,
    /at most one|must (?:not )?have a health check/,
  ),
  enforced(`${AT}/backend-service-health-checks.ts`, /^BackendService\.localityLbPolicy$/, /HTTP-based Health Check/),
  enforced(`${AT}/target-grpc-proxies.ts`, /^BackendService\.localityLbPolicy$/, /RING\\?_HASH are supported/),
  enforced(`${AT}/forwarding-rule-target.ts`, /^BackendService\.loadBalancingScheme$/, /cannot be used with another/),
  enforced(`${AT}/migration-percentage.ts`, /\.externalManaged\w*MigrationState$/, /TEST\\?_ALL\\?_TRAFFIC before/),
  left(STATES, /\.externalManaged\w*MigrationState$/),
  enforced(`${AT}/backend-services.ts`, /^BackendService\.affinityCookieTtlSec$/),
  enforced(`${AT}/backend-services.ts`, /^BackendService(?:FailoverPolicy\.failoverRatio|LogConfig\.sampleRate)$/),
  enforced(`${AT}/backend-services.ts`, /ZonalAffinity\.spilloverRatio$/),
  enforced(`${AT}/backend-services.ts`, /^BackendServiceIAP\.oauth2ClientSecret$/),
  left(TRAFFIC, /^BackendService\.maxStreamDuration$/),
  left('Clients make services before they name the ports of their groups.', /^BackendService\.portName$/),
  enforced(`${AT}/backend-service-fields.ts`, /^BackendServiceConnectionTrackingPolicy\.idleTimeoutSec$/),
  left(TRAFFIC, /^BackendServiceHAPolicy\.fastIPMove$/, /GARP|fast failover/),
  left(
    'How many services of a network move addresses fast is not counted.',
    /^BackendServiceHAPolicy\.fastIPMove$/,
    /in a VPC/,
  ),
  left('Generations of machines are not told apart.', /^BackendServiceHAPolicy\.fastIPMove$/, /Gen3/),
  enforced(`${AT}/ha-policy.ts`, /^BackendServiceHAPolicy\.fastIPMove$/, /set the network|is 32|cannot be updated/),
  enforced(`${AT}/ha-policy.ts`, /^BackendServiceHAPolicyLeader\.(?:backendGroup|networkEndpoint)$/),
  enforced(`${AT}/ha-policy.ts`, /^BackendServiceHAPolicyLeaderNetworkEndpoint\.instance$/),
  left(
    'What proxyless clients do with a list of policies does not show.',
    /^BackendServiceLocalityLoadBalancingPolicyConfigPolicy\.name$/,
  ),
  enforced(`${AT}/backend-service-fields.ts`, /^BackendServiceTlsSettings\.identity$/, /cannot manually set/),
  left(IDENTITIES, /^BackendServiceTlsSettings\.identity$/),
  left('No cache holds anything, so paths and tags alone are looked at.', /^CacheInvalidationRule\.contentType$/),

  enforced(
    `${AT}/url-map-error-policies.ts`,
    /^CustomErrorResponsePolicy\.errorService$/,
    /must specify|not supported for internal or regional/,
  ),
  enforced(`${AT}/url-map-error-policies.ts`, /^CustomErrorResponsePolicyCustomErrorResponseRule\.matchResponseCodes$/),
  enforced(`${AT}/url-map-checks.ts`, /^(?:HostRule\.hosts|PathMatcher\.pathRules|PathRule\.paths)$/),
  enforced(`${AT}/url-map-route-rule-checks.ts`, /^Http\w+Match\.\w+$/, /[Oo]nly one of|[Pp]recisely one/),
  enforced(`${AT}/target-grpc-proxies.ts`, /^HttpHeaderMatch\.headerName$/, /cannot be used in header/),
  enforced('routing/url-map-conditions.ts', /^Http(?:Header|QueryParameter)Match\.\w+$/),
  enforced(`${AT}/url-map-route-rule-checks.ts`, /^HttpRouteRule\.priority$/),
  enforced('routing/url-map-conditions.ts', /^HttpRouteRule\.matchRules$/),
  left(TRAFFIC, /^(?:ForwardingRule|HttpRouteRuleMatch)\.metadataFilters$/),
  enforced(`${AT}/url-map-route-rule-checks.ts`, /^HttpRouteRuleMatch\.(?:ignoreCase|prefixMatch|regexMatch)$/),
  enforced('routing/path-template.ts', /^HttpRouteRuleMatch\.pathTemplateMatch$/),
  enforced(
    `${AT}/metadata-filters.ts`,
    /^MetadataFilter\.(?:filterLabels|filterMatchCriteria)$/,
    /at the most|never be created/,
  ),
  left(TRAFFIC, /^MetadataFilter\.filterMatchCriteria$/),
  enforced(`${AT}/target-https-proxies.ts`, /^HttpRedirectAction\.httpsRedirect$/),
  enforced(
    `${AT}/url-map-decision-checks.ts`,
    /^HttpRouteAction\.weightedBackendServices$|^WeightedBackendService\.weight$/,
  ),
  left('An empty message counts as not set.', /^HttpRouteAction\.cachePolicy$/, /At least one property/),
  enforced(`${AT}/url-map-cache-policies.ts`, /^HttpRouteAction\.(?:cachePolicy|imageOptimizationPolicy)$/),
  enforced(`${AT}/url-map-route-rule-checks.ts`, /^UrlRewrite\.pathTemplateRewrite$/),
  enforced(`${AT}/url-map-test-run.ts`, /^UrlMap\.tests$|^UrlMapTest\./),
  left(MEANING, /^UrlMapsValidateRequest\.loadBalancingSchemes$/),

  enforced(`${AT}/forwarding-rule-address.ts`, /^ForwardingRule\.IPAddress$/, /Google APIs bundle/),
  enforced(
    `${AT}/forwarding-rules.ts`,
    /^ForwardingRule\.(?:IPAddress|allowGlobalAccess)$/,
    /cannot be (?:updated|changed)/,
  ),
  left(GLOBAL_PASSTHROUGH, /^ForwardingRule\.(?:IPAddress|IPAddresses)$/),
  enforced(`${AT}/forwarding-rule-ports.ts`, /^ForwardingRule\.(?:allPorts|portRange|ports)$/, /mutually exclusive/),
  enforced(`${AT}/forwarding-rule-address.ts`, /^ForwardingRule\.(?:portRange|ports)$/, /cannot use the same/),
  enforced(`${AT}/forwarding-rule-target.ts`, /^ForwardingRule\.(?:backendService|target)$/),
  enforced(`${AT}/forwarding-rule-fields.ts`, /^ForwardingRule\.(?:externalManaged\w+Percentage|name)$/),
  enforced(`${AT}/forwarding-rules.ts`, /^ForwardingRule\.network$/, /network must be provided/),

  enforced(
    `${AT}/health-aggregation-policies.ts`,
    /^HealthAggregationPolicy\.(?:healthyPercentThreshold|policyType)$/,
    /in range|specified when/,
  ),
  left(HEALTH, /^HealthAggregationPolicy\./, /both this threshold/),
  enforced(`${AT}/backend-service-health-checks.ts`, /^HealthCheck\.sourceRegions$/, /BackendService/),
  enforced(`${AT}/health-checks.ts`, /^HealthCheck\.sourceRegions$/),
  left(NO_GLOBAL, /^HealthCheckService\.(?:\w+)$/, /^For global/),
  enforced(`${AT}/health-check-services.ts`, /^HealthCheckService\./),
  enforced(`${AT}/health-sources.ts`, /^HealthSource\./),
  enforced(`${AT}/composite-health-checks.ts`, /^CompositeHealthCheck\./),
  left('Nobody is ever notified.', /^NotificationEndpointGrpcSettings\.endpoint$/),
  enforced(`${AT}/network-endpoints.ts`, /^NetworkEndpoint\./),
  enforced(`${AT}/network-endpoint-groups.ts`, /^NetworkEndpointGroup\.network$/),

  enforced(`${AT}/security-policy-rate-limit.ts`, /^SecurityPolicyRule\.rateLimitOptions$/),
  enforced(`${AT}/security-policy-rate-limit.ts`, /^SecurityPolicyRuleRateLimitOptions\.exceedRedirectOptions$/),
  enforced(`${AT}/security-policy-rule-checks.ts`, /^SecurityPolicyRule\.priority$/),
  enforced(
    `${AT}/security-policy-rule-checks.ts`,
    /^SecurityPolicyRule(?:Matcher\.(?:config|versionedExpr)|RedirectOptions\.target)$/,
  ),
  enforced(`${AT}/security-policy-rules.ts`, /^SecurityPolicy\.rules$/),
  enforced(`${AT}/security-policies.ts`, /^SecurityPolicy(?:UserDefinedField|\w+ThresholdConfig)\.name$/),
  left(TRAFFIC, /^SecurityPolicy(?:DdosProtectionConfig\.|Rule\.networkMatch|RuleRateLimitOptions\w*\.enforceOnKey)/),
  enforced(
    `${AT}/service-attachments.ts`,
    /^ServiceAttachment(?:\.consumerRejectLists|ConsumerProjectLimit\.connectionLimit)$/,
  ),
  enforced(`${AT}/signed-url-keys.ts`, /^SignedUrlKey\.keyValue$/),
  left(SELF_SIGNED, /^SslCertificate\w*\.certificate$/, /intermediate/),
  enforced(`${AT}/ssl-certificates.ts`, /^SslCertificate\w*\.(?:certificate|privateKey|domains)$/),
  enforced(`${AT}/ssl-policies.ts`, /^SslPolicy\.profile$/),
  enforced(`${AT}/target-grpc-proxies.ts`, /^TargetGrpcProxy\.urlMap$/),
  left('It is about clients, and none is here.', /^TargetGrpcProxy\.validateForProxyless$/),
  enforced(`${AT}/certificate-manager.ts`, /^TargetHttpsProxy\.sslCertificates$/, /API namespace/),
  enforced('api/body.ts', /^TargetInstance\.natPolicy$/),
  enforced(`${AT}/target-pools.ts`, /^TargetPool\.failoverRatio$/),
  left('Target pools are of no HTTP(S) load balancer.', /^TargetPool\.sessionAffinity$/),
  enforced(`${AT}/target-ssl-proxies.ts`, /^TargetSslProxy\.sslCertificates$/, /At least one/),
  enforced(`${AT}/target-http-proxies.ts`, /^Target\w+Prox\w+\.httpKeepAliveTimeoutSec$/),
];
