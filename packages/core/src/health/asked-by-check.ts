import type { HealthCheck } from '@gcepool/api';
import { isHealthCheckType, SETTINGS_OF } from '../ports/protocol.ts';

/** What a health check asks of a member, as a sentence about it; `undefined` for a type that is not known. Pure. */
export function askedByCheck(check: HealthCheck): string | undefined {
  const { type } = check;
  if (!isHealthCheckType(type)) return undefined;
  const settings = check[SETTINGS_OF[type]] ?? {};
  const port = portOf(settings);
  if (type === 'TCP') return `it opens a TCP connection to ${port}`;
  if (type === 'SSL') return `it opens a TLS connection to ${port}`;
  if (type === 'GRPC' || type === 'GRPC_WITH_TLS') return `it asks the gRPC health service on ${port}`;
  const {
    requestPath = '/',
    host,
    response,
  } = check.httpHealthCheck ?? check.httpsHealthCheck ?? check.http2HealthCheck ?? {};
  const named = host === undefined || host === '' ? '' : ` for the host ${host}`;
  const holding = response === undefined || response === '' ? '' : ` with ${JSON.stringify(response)} in it`;
  return `it sends GET ${requestPath} (${type}) to ${port}${named}, and takes no answer but 200${holding}`;
}

function portOf(settings: {
  readonly port?: number | undefined;
  readonly portName?: string | undefined;
  readonly portSpecification?: string | undefined;
}): string {
  const { port, portName = '', portSpecification } = settings;
  if (portSpecification === 'USE_SERVING_PORT') return 'the serving port';
  if (portSpecification === 'USE_NAMED_PORT') return `the named port ${portName}`;
  return port === undefined ? 'its default port' : `port ${port}`;
}
