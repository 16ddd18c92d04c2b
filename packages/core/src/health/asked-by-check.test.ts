import type { HealthCheck } from '@gcepool/api';
import { expect, test } from 'vitest';
import { askedByCheck } from './asked-by-check.ts';

test.each<[HealthCheck, string | undefined]>([
  [
    { type: 'HTTP', httpHealthCheck: { port: 30_001, requestPath: '/ready', host: 'shop.example' } },
    'it sends GET /ready (HTTP) to port 30001 for the host shop.example, and takes no answer but 200',
  ],
  [
    { type: 'HTTP2', http2HealthCheck: { portSpecification: 'USE_SERVING_PORT', response: 'ok' } },
    'it sends GET / (HTTP2) to the serving port, and takes no answer but 200 with "ok" in it',
  ],
  [
    { type: 'HTTPS', httpsHealthCheck: { portSpecification: 'USE_NAMED_PORT', portName: 'web' } },
    'it sends GET / (HTTPS) to the named port web, and takes no answer but 200',
  ],
  [{ type: 'TCP', tcpHealthCheck: {} }, 'it opens a TCP connection to its default port'],
  [{ type: 'SSL', sslHealthCheck: { port: 443 } }, 'it opens a TLS connection to port 443'],
  [{ type: 'GRPC', grpcHealthCheck: { port: 50_051 } }, 'it asks the gRPC health service on port 50051'],
  [{}, undefined],
])('%j: %s', (check, expected) => {
  expect(askedByCheck(check)).toBe(expected);
});
