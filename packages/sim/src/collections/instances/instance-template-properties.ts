import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { notFound } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { InstancePlace } from './instance-place.ts';

/**
 * The fields of an instance that a template gives it, in the zone where it is made: templates name machine types,
 * policies and accelerators without saying where they are.
 *
 * @throws Refusal if there is no such template
 */
export function propertiesOfTemplate(reference: string, place: InstancePlace): JsonObject {
  const { project, scope, transaction } = place;
  const path = referencedPath(reference, project) ?? reference;
  const template = transaction.get(path);
  if (template === undefined) throw notFound(path);
  const properties: JsonDraft = { ...asObject(template.resource.properties) };
  const machineType = asString(properties.machineType);
  if (!machineType.includes('/')) properties.machineType = linkOf(`${scope}/machineTypes/${machineType}`);
  if (properties.disks !== undefined) properties.disks = asArray(properties.disks).map(withoutKind);
  if (properties.networkInterfaces !== undefined) {
    properties.networkInterfaces = asArray(properties.networkInterfaces).map(withoutKind);
  }
  if (properties.guestAccelerators !== undefined) {
    properties.guestAccelerators = asArray(properties.guestAccelerators).map((item) => {
      const { acceleratorType, ...rest } = asObject(item);
      return { ...rest, acceleratorType: linkOf(`${scope}/acceleratorTypes/${asString(acceleratorType)}`) };
    });
  }
  delete properties.resourceManagerTags;
  return properties;
}

/** What a template shows of a disk or an interface, without what only shows that it is one. */
function withoutKind(item: Json): JsonObject {
  const { kind: _, index: __, name: ___, ...sent } = asObject(item);
  return sent;
}
