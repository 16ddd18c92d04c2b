import type { HealthCheck } from '@gcepool/api';
import { SETTINGS_OF, settingsOf } from './protocol.ts';
import type { HealthCheckEnsuring } from './step.ts';
import type { WantedHealthCheck } from './wanted.ts';

/** The step that gives a port its health check, or none where it has it. */
export function planHealthCheck(
  wanted: WantedHealthCheck,
  existing: HealthCheck | undefined,
): HealthCheckEnsuring | undefined {
  const { nodePort, label, check, protocol } = wanted;
  const name = check.name ?? '';
  const step = {
    collection: 'healthChecks',
    name,
    resource: `global/healthChecks/${name}`,
    ports: [nodePort],
    needs: [],
    wanted,
  } as const;
  if (existing === undefined) {
    return { ...step, verb: 'create', reason: `${label} has no health check`, after: check };
  }
  if (existing.type === protocol) return undefined;
  return {
    ...step,
    verb: 'update',
    reason: `${label} speaks ${protocol}, its health check ${existing.type ?? 'nothing known'}`,
    before: existing,
    after: withType(existing, wanted),
  };
}

/** Everything else stays as it is, path and host included: somebody may have set it by hand. */
function withType(existing: HealthCheck, { check, protocol }: WantedHealthCheck): HealthCheck {
  const field = SETTINGS_OF[protocol];
  const {
    httpHealthCheck: _http,
    httpsHealthCheck: _https,
    http2HealthCheck: _http2,
    tcpHealthCheck: _tcp,
    sslHealthCheck: _ssl,
    grpcHealthCheck: _grpc,
    grpcTlsHealthCheck: _grpcTls,
    ...common
  } = existing;
  return { ...common, type: protocol, [field]: { ...check[field], ...settingsOf(existing) } };
}
