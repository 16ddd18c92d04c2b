import type { Protocol, ServicePort } from '@gcepool/core';
import { protocolOf } from './app-protocol.ts';
import { backendConfigOf } from '../backend-configs/backend-config.ts';
import type { BackendConfigs } from '../backend-configs/backend-config.ts';
import type { JsonObject } from '../objects/json-object.ts';
import { textAt } from '../objects/json-object.ts';
import { readinessProbeOf } from './readiness-probe.ts';
import type { Pods } from './pods.ts';
import { noted } from '../remarks/remark.ts';
import type { Remark } from '../remarks/remark.ts';
import { servicePortName } from '../objects/service-name.ts';

/** What is known beside a service, and bears on its ports. */
export interface ServiceSurroundings {
  readonly pods: Pods;
  readonly backendConfigs: BackendConfigs;
}

/** A port of a service, or why it cannot be used. */
export type ReadServicePort =
  | { readonly port: ServicePort; readonly remarks: readonly Remark[]; readonly problem?: undefined }
  | { readonly problem: string };

/** Reads a port that is to be served. */
export function readServicePort(
  service: { readonly object: JsonObject; readonly name: string; readonly protocols: ReadonlyMap<string, Protocol> },
  item: JsonObject,
  { pods, backendConfigs }: ServiceSurroundings,
): ReadServicePort {
  const { nodePort } = item;
  const servicePort = textAt(item, 'name') ?? JSON.stringify(item['port'] ?? '(unnamed)');
  if (!isNodePort(nodePort)) {
    return { problem: `port ${servicePort} has nodePort ${JSON.stringify(nodePort)}; use a number from 1 to 65535` };
  }
  const { protocol, note } = protocolOf(service.protocols, item);
  const configured = backendConfigOf(service, item, protocol, backendConfigs);
  if (configured.problem !== undefined) return { problem: configured.problem };
  const { probe, note: probeNote } = readinessProbeOf(service.object, item, protocol, pods);
  const about = servicePortName(service.name, item);
  const { backendService, healthCheck } = configured.settings;
  return {
    port: {
      nodePort,
      protocol,
      service: service.name,
      servicePort,
      ...(probe && { readinessProbe: probe }),
      ...(backendService && { backendService }),
      ...(healthCheck && { healthCheck }),
    },
    remarks: [note, probeNote]
      .flatMap((text) => (text === undefined ? [] : [noted(about, text)]))
      .concat(configured.remarks),
  };
}

/** True for what a nodePort may be. */
export const isNodePort = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
