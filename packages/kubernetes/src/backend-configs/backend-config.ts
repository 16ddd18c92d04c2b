import type { Protocol } from '@gcepool/core';
import { settingsFrom } from './backend-config-settings.ts';
import type { PortSettings } from './backend-config-settings.ts';
import { at, isJsonObject, itemsAt, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { parsedAnnotation } from '../objects/parsed-annotation.ts';
import { noted } from '../remarks/remark.ts';
import type { Remark } from '../remarks/remark.ts';
import { namespaceOf, qualifiedName, servicePortName } from '../objects/service-name.ts';

/** BackendConfigs by `namespace/name`. */
export type BackendConfigs = ReadonlyMap<string, JsonObject>;

/** BackendConfigs among objects. */
export const backendConfigsAmong = (objects: readonly KubernetesObject[]): BackendConfigs =>
  new Map(objects.flatMap(({ kind, object }) => (kind === 'BackendConfig' ? [[qualifiedName(object), object]] : [])));

/** The first that is set counts alone. */
const annotationKeys = ['cloud.google.com/backend-config', 'beta.cloud.google.com/backend-config'];

/** What a port is to be set to, and what is to be said of it; or why its service cannot be used. */
export type Configured =
  | { readonly settings: PortSettings; readonly remarks: readonly Remark[]; readonly problem?: undefined }
  | { readonly problem: string };

const nothing: Configured = { settings: {}, remarks: [] };

/** What the BackendConfig says that a service names for a port. */
export function backendConfigOf(
  service: { readonly object: JsonObject; readonly name: string },
  item: JsonObject,
  protocol: Protocol,
  configs: BackendConfigs,
): Configured {
  const { object } = service;
  const key = annotationKeys.find((candidate) => textAt(object, 'metadata', 'annotations', candidate) !== undefined);
  if (key === undefined) return nothing;
  const value = parsedAnnotation(object, key);
  const ports = at(value, 'ports');
  if (!isJsonObject(value) || (ports !== undefined && !isJsonObject(ports))) {
    return { problem: `annotation ${key} is not a JSON object such as {"default":"my-config"}` };
  }
  const fallback = textAt(value, 'default');
  if (fallback === undefined && Object.keys(ports ?? {}).length === 0) {
    return { problem: `annotation ${key} names no BackendConfig; write it as {"default":"my-config"}` };
  }
  const unknown = Object.keys(ports ?? {}).filter(
    (port) => !itemsAt(object, 'spec', 'ports').some((one) => isCalled(one, port)),
  );
  const remarks = unknown.map((port) =>
    noted(service.name, `has a BackendConfig annotated for port ${JSON.stringify(port)}, and no such port`),
  );
  const name = textAt(ports, textAt(item, 'name') ?? '') ?? textAt(ports, String(item['port'])) ?? fallback;
  if (name === undefined) return { settings: {}, remarks };
  const qualified = `${namespaceOf(object)}/${name}`;
  const config = configs.get(qualified);
  if (config === undefined) {
    const about = servicePortName(service.name, item);
    const message = `asks for the BackendConfig ${qualified}, which was not found: what it would set stays as it is`;
    return { settings: {}, remarks: [...remarks, noted(about, message)] };
  }
  const read = settingsFrom(config, protocol);
  if ('problem' in read) return { problem: `BackendConfig ${qualified}: ${read.problem}` };
  const { notes, ...settings } = read;
  return { settings, remarks: [...remarks, ...notes.map((note) => noted(`BackendConfig ${qualified}`, note))] };
}

const isCalled = (item: unknown, port: string): boolean =>
  at(item, 'name') === port || String(at(item, 'port')) === port;
