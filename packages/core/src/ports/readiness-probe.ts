import type { HTTPHealthCheck } from '@gcepool/api';

/** The part of a Kubernetes readiness probe that a health check can take over, in Kubernetes' own shape. */
export interface ReadinessProbe {
  readonly httpGet?: {
    /** `/` where empty; a missing leading `/` is added. */
    readonly path?: string;
    readonly host?: string;
    /** Of these only `Host` is used, and it wins over `host`. */
    readonly httpHeaders?: readonly { readonly name: string; readonly value: string }[];
  };
  /** Seconds between probes; Kubernetes' default is 10. */
  readonly periodSeconds?: number;
  /** Seconds until a probe has failed; Kubernetes' default is 1. */
  readonly timeoutSeconds?: number;
}

/** Probes run on each node from many places at once, so a check is given this much more time than the kubelet takes. */
const ADDED_SECONDS = 60;
/** GCE refuses longer intervals. */
const LONGEST_INTERVAL_SECONDS = 300;

/** How often, and how long, a health check asks where it follows a probe, in seconds. */
export function probeTiming(probe: ReadinessProbe): { checkIntervalSec: number; timeoutSec: number } {
  const checkIntervalSec = Math.min((probe.periodSeconds ?? 10) + ADDED_SECONDS, LONGEST_INTERVAL_SECONDS);
  return { checkIntervalSec, timeoutSec: Math.min(probe.timeoutSeconds ?? 1, checkIntervalSec) };
}

/** What a health check asks for where it follows a probe; fields the probe leaves open are absent. */
export function probeRequest(probe: ReadinessProbe): Pick<HTTPHealthCheck, 'requestPath' | 'host'> {
  const { path, host, httpHeaders = [] } = probe.httpGet ?? {};
  const header = httpHeaders.find(({ name }) => name.toLowerCase() === 'host')?.value;
  const askedHost = header ?? host ?? '';
  return {
    ...(path === undefined ? {} : { requestPath: path.startsWith('/') ? path : `/${path}` }),
    ...(askedHost === '' ? {} : { host: askedHost }),
  };
}
