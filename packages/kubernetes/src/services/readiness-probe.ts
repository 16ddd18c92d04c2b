import type { Protocol, ReadinessProbe } from '@gcepool/core';
import { at, isJsonObject, itemsAt, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import { podsBehind } from './pods.ts';
import type { Pods } from './pods.ts';

/** The scheme of probes that a health check of a protocol can follow. */
const schemeOf: Partial<Record<Protocol, string>> = { HTTP: 'HTTP', HTTPS: 'HTTPS', HTTP2: 'HTTPS' };

/**
 * The readiness probe that a port's health check follows, as ingress-gce finds it: the first container, pod by pod from the
 * oldest, that has the port's targetPort and a simple HTTP probe of it. Where there is none, why the first probe was not taken.
 */
export function readinessProbeOf(
  service: JsonObject,
  item: JsonObject,
  protocol: Protocol,
  pods: Pods,
): { readonly probe?: ReadinessProbe; readonly note?: string } {
  // The API server fills it in with the port.
  const targetPort = item['targetPort'] ?? item['port'];
  const probed = podsBehind(service, pods).flatMap(({ spec }) =>
    itemsAt(spec, 'containers').flatMap((container) => {
      const port = itemsAt(container, 'ports').find((one) => isPort(one, targetPort));
      const probe = at(container, 'readinessProbe');
      return port === undefined || !isJsonObject(probe)
        ? []
        : [{ probe, reason: objectionTo(probe, port, protocol), container }];
    }),
  );
  const taken = probed.find(({ reason }) => reason === undefined);
  if (taken !== undefined) return { probe: probeFrom(taken.probe) };
  const [first] = probed;
  if (first?.reason === undefined) return {};
  const name = textAt(first.container, 'name') ?? '(unnamed)';
  return { note: `keeps the default health check: the readiness probe of container ${name} ${first.reason}` };
}

/** True where a container's port is meant: by its number, or by its name. */
const isPort = (port: unknown, expected: unknown): boolean =>
  typeof expected === 'string' ? at(port, 'name') === expected : at(port, 'containerPort') === expected;

/** Why a health check cannot follow a probe. */
function objectionTo(probe: JsonObject, port: unknown, protocol: Protocol): string | undefined {
  const httpGet = at(probe, 'httpGet');
  if (!isJsonObject(httpGet)) return 'has no httpGet';
  if (textAt(httpGet, 'host') !== undefined) return 'asks another host than the pod';
  const headers = itemsAt(httpGet, 'httpHeaders');
  if (headers.length > 1 || headers.some((header) => at(header, 'name') !== 'Host'))
    return 'sends other headers than one Host';
  const scheme = textAt(httpGet, 'scheme') ?? 'HTTP';
  if (scheme !== schemeOf[protocol]) return `speaks ${scheme}, and the port ${protocol}`;
  return isPort(port, httpGet['port']) ? undefined : `asks port ${JSON.stringify(httpGet['port'])}`;
}

function probeFrom(probe: JsonObject): ReadinessProbe {
  const path = textAt(probe, 'httpGet', 'path') ?? '/';
  const host = itemsAt(probe, 'httpGet', 'httpHeaders').map((header) => textAt(header, 'value'))[0];
  const { periodSeconds, timeoutSeconds } = probe;
  return {
    httpGet: { path, ...(host !== undefined && { httpHeaders: [{ name: 'Host', value: host }] }) },
    ...(typeof periodSeconds === 'number' && { periodSeconds }),
    ...(typeof timeoutSeconds === 'number' && { timeoutSeconds }),
  };
}
