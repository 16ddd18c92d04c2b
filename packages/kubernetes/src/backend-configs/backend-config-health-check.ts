import type { Protocol, ServicePort } from '@gcepool/core';
import { HEALTH_CHECK_TYPE_OF, SETTINGS_OF } from '@gcepool/core/internal';
import { FieldProblem, numberIn, textIn } from '../objects/checked-field.ts';
import type { JsonObject } from '../objects/json-object.ts';

const types = ['HTTP', 'HTTPS', 'HTTP2'] as const;
const known: ReadonlySet<string> = new Set([
  'checkIntervalSec',
  'timeoutSec',
  'healthyThreshold',
  'unhealthyThreshold',
  'type',
  'port',
  'requestPath',
]);

/** The health check of a BackendConfig: what it names counts, the rest is as without it. @throws FieldProblem */
export function healthCheckFrom(
  given: JsonObject,
  protocol: Protocol,
): { readonly healthCheck: NonNullable<ServicePort['healthCheck']>; readonly notes: readonly string[] } {
  const named = textIn(given, 'type', types);
  const type = types.find((one) => one === named) ?? HEALTH_CHECK_TYPE_OF[protocol];
  const port = numberIn(given, 'port', [1, 65_535]);
  const requestPath = textIn(given, 'requestPath');
  if (requestPath !== undefined && !types.some((one) => one === type)) {
    throw new FieldProblem(
      `requestPath is ${JSON.stringify(requestPath)}, and the check of a port that speaks ${protocol} asks for none; give type HTTP, HTTPS or HTTP2 too`,
    );
  }
  const settings = {
    ...(port !== undefined && { port, portSpecification: 'USE_FIXED_PORT' }),
    ...(requestPath !== undefined && { requestPath }),
  };
  const numbers = ['checkIntervalSec', 'timeoutSec', 'healthyThreshold', 'unhealthyThreshold'].flatMap((field) => {
    const value = numberIn(given, field);
    return value === undefined ? [] : [[field, value]];
  });
  return {
    healthCheck: {
      ...Object.fromEntries(numbers),
      ...(named !== undefined && { type }),
      ...(Object.keys(settings).length > 0 && { [SETTINGS_OF[type]]: settings }),
    },
    notes: Object.keys(given)
      .filter((field) => !known.has(field))
      .map((field) => `has spec.healthCheck.${field}, which the pool does not know`),
  };
}
