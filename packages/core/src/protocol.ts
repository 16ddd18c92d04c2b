import type { HealthCheck } from '@gcepool/api';

/** Field of a health check that holds the settings of its type. */
export type HealthCheckSettings = 'httpHealthCheck' | 'httpsHealthCheck' | 'http2HealthCheck';

/** Protocols a port may speak. Backend service and health check use the same word; the check keeps its settings in a field of its own. */
export const SETTINGS_OF: {
  readonly HTTP: 'httpHealthCheck';
  readonly HTTPS: 'httpsHealthCheck';
  readonly HTTP2: 'http2HealthCheck';
} = {
  HTTP: 'httpHealthCheck',
  HTTPS: 'httpsHealthCheck',
  HTTP2: 'http2HealthCheck',
};

/** Protocol between load balancer and node port. */
export type Protocol = keyof typeof SETTINGS_OF;

/** True for the words that {@link Protocol} admits. */
export function isProtocol(word: unknown): word is Protocol {
  return typeof word === 'string' && Object.hasOwn(SETTINGS_OF, word);
}

/** The settings of a health check, whichever of the HTTP family it is of; `undefined` for TCP, SSL and the rest. */
export function settingsOf(check: HealthCheck): HealthCheck[HealthCheckSettings] {
  return Object.values(SETTINGS_OF)
    .map((field) => check[field])
    .find((settings) => settings !== undefined);
}
