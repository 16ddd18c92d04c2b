import type { HealthCheck } from '@gcepool/api';

/**
 * Protocols a port may speak between load balancer and nodes, each with the type of health check that fits it. GCE has no
 * check that speaks HTTP/2 without TLS, so H2C is asked whether it accepts connections.
 */
export const HEALTH_CHECK_TYPE_OF = {
  HTTP: 'HTTP',
  HTTPS: 'HTTPS',
  HTTP2: 'HTTP2',
  H2C: 'TCP',
  GRPC: 'GRPC',
  TCP: 'TCP',
  SSL: 'SSL',
} as const;

/** Protocol between load balancer and node port. */
export type Protocol = keyof typeof HEALTH_CHECK_TYPE_OF;

/** Where a health check keeps the settings of its type. */
export const SETTINGS_OF = {
  HTTP: 'httpHealthCheck',
  HTTPS: 'httpsHealthCheck',
  HTTP2: 'http2HealthCheck',
  TCP: 'tcpHealthCheck',
  SSL: 'sslHealthCheck',
  GRPC: 'grpcHealthCheck',
  GRPC_WITH_TLS: 'grpcTlsHealthCheck',
} as const;

/** Type of a health check. */
export type HealthCheckType = keyof typeof SETTINGS_OF;

/** Types whose settings have the same fields, so that what was set by hand can move from one to the other. */
const HTTP_FAMILY: ReadonlySet<HealthCheckType> = new Set(['HTTP', 'HTTPS', 'HTTP2']);

/** True for the words that {@link Protocol} admits. */
export function isProtocol(word: unknown): word is Protocol {
  return typeof word === 'string' && Object.hasOwn(HEALTH_CHECK_TYPE_OF, word);
}

/** True for the words that {@link HealthCheckType} admits. */
export function isHealthCheckType(word: unknown): word is HealthCheckType {
  return typeof word === 'string' && Object.hasOwn(SETTINGS_OF, word);
}

/** True for HTTP, HTTPS and HTTP2. */
export function isHttpFamily(type: HealthCheckType): boolean {
  return HTTP_FAMILY.has(type);
}

/** The settings of a health check of the HTTP family; `undefined` for TCP, SSL and the rest. */
export function settingsOf(check: HealthCheck): HealthCheck['httpHealthCheck'] {
  return check.httpHealthCheck ?? check.httpsHealthCheck ?? check.http2HealthCheck;
}
