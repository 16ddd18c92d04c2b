import { notFound } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { nameOf, projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { regionOfZone } from '../geography.ts';
import type { InstancePlace } from './instance-place.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { find } from '../../wire/find.ts';

type Instance = Resource<'Instance'>;
type Properties = Resource<'InstanceProperties'>;
type Shown = {
  readonly kind?: string | undefined;
  readonly index?: number | undefined;
  readonly name?: string | undefined;
};

/**
 * The fields of an instance that a template gives it, in the zone where it is made.
 *
 * @throws Refusal if there is no such template
 */
export function propertiesOfTemplate(reference: string, place: InstancePlace): Partial<Instance> {
  const { project, scope, transaction } = place;
  const path = referencedPath(reference, project) ?? reference;
  const template = find(transaction, 'instanceTemplates', path);
  if (template === undefined) throw notFound(path);
  return propertiesInZone(template.resource.properties ?? {}, scope);
}

/** Properties as an instance has them: they name machine types, policies and accelerators without saying where they are. */
export function propertiesInZone(sent: Properties, scope: string): Partial<Instance> {
  const { resourceManagerTags: _, ...properties }: Draft<Properties> = { ...sent };
  const { machineType = '' } = properties;
  if (!machineType.includes('/')) properties.machineType = linkOf(`${scope}/machineTypes/${machineType}`);
  if (properties.disks !== undefined) properties.disks = properties.disks.map(withoutKind);
  if (properties.networkInterfaces !== undefined) {
    properties.networkInterfaces = properties.networkInterfaces.map(withoutKind);
  }
  if (properties.guestAccelerators !== undefined) {
    properties.guestAccelerators = properties.guestAccelerators.map(({ acceleratorType = '', ...rest }) => ({
      ...rest,
      acceleratorType: linkOf(`${scope}/acceleratorTypes/${nameOf(acceleratorType)}`),
    }));
  }
  if (properties.resourcePolicies !== undefined) {
    const region = `projects/${projectOf(scope)}/regions/${regionOfZone(nameOf(scope))}`;
    properties.resourcePolicies = properties.resourcePolicies.map((policy) =>
      linkOf(referencedPath(policy, projectOf(scope)) ?? `${region}/resourcePolicies/${policy}`),
    );
  }
  return properties;
}

/** What a template shows of a disk or an interface, without what only shows that it is one. */
function withoutKind<Item extends Shown>(item: Item): Omit<Item, keyof Shown> {
  const { kind: _, index: __, name: ___, ...sent } = item;
  return sent;
}
