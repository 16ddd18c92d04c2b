import type { JsonObject } from '../kernel/json.ts';
import { asArray, asObject, asString } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';
import { referencedPath } from '../kernel/reference-path.ts';
import { nameOf } from '../kernel/resource-path.ts';
import type { Asked } from './asked.ts';
import {
  accountsIn,
  hasAccount,
  hasExternalAddress,
  hasNetworkAttachment,
  machineIn,
  makesDisks,
  subnetworksIn,
} from './machine-needs.ts';

/** On which resources a call needs a permission; on none where it does not. */
type Where = (asked: Asked) => readonly string[];

const when =
  (holds: (asked: Asked) => boolean): Where =>
  (asked) =>
    holds(asked) ? [asked.target] : [];

const onProject =
  (holds: (asked: Asked) => boolean = () => true): Where =>
  (asked) =>
    holds(asked) ? [`projects/${asked.call.project}`] : [];

const never: Where = () => [];

/** The resource as it is to be, or as it is where the call says nothing of it. */
const resourceOf = ({ call, target, stored }: Asked): JsonObject =>
  call.method.name === 'insert' ? call.body : (stored(target) ?? {});

const isInternal = (asked: Asked): boolean => asString(resourceOf(asked)['addressType']) === 'INTERNAL';
const isOfServiceAttachment = (asked: Asked): boolean =>
  [asked.call.body['target'], resourceOf(asked)['target']].some((target) =>
    asString(target).includes('/serviceAttachments/'),
  );

/** A managed group makes machines for whoever gives it a template. */
const namesTemplate = ({ call: { body } }: Asked): boolean =>
  body['instanceTemplate'] !== undefined || asArray(body['versions']).length > 0;

const networkOf: Where = (asked) => {
  const network = asString(asked.call.body['network'] ?? resourceOf(asked)['network']);
  const path = network === '' ? 'global/networks/default' : network;
  return referencedPath(path, asked.call.project) === undefined ? [] : [referencedPath(path, asked.call.project) ?? ''];
};

const isMachine = ({ call: { segment } }: Asked): boolean => segment === 'instances';

/**
 * When and where a permission is needed that Google's reference lists for a method without saying so. What is not here is needed always,
 * on the resource of the call where it is of its collection, and on its project otherwise; `use` of others comes with references.
 */
const WHERE: Readonly<Record<string, Where>> = {
  'compute.addresses.create': when((asked) => asked.call.segment !== 'addresses' || !isInternal(asked)),
  'compute.addresses.createInternal': when(isInternal),
  'compute.addresses.delete': when((asked) => asked.call.segment !== 'addresses' || !isInternal(asked)),
  'compute.addresses.deleteInternal': when(isInternal),
  'compute.globalAddresses.create': when((asked) => !isInternal(asked)),
  'compute.globalAddresses.createInternal': when(isInternal),
  'compute.globalAddresses.delete': when((asked) => !isInternal(asked)),
  'compute.globalAddresses.deleteInternal': when(isInternal),
  'compute.forwardingRules.pscDelete': when(isOfServiceAttachment),
  'compute.forwardingRules.pscSetLabels': when(isOfServiceAttachment),
  'compute.forwardingRules.pscSetTarget': when(isOfServiceAttachment),
  'compute.forwardingRules.pscUpdate': when(isOfServiceAttachment),
  'compute.globalForwardingRules.pscDelete': when(isOfServiceAttachment),
  'compute.globalForwardingRules.pscSetLabels': when(isOfServiceAttachment),
  'compute.globalForwardingRules.pscSetTarget': when(isOfServiceAttachment),
  'compute.globalForwardingRules.pscUpdate': when(isOfServiceAttachment),
  'compute.disks.create': (asked) =>
    isMachine(asked)
      ? onProject(makesDisks)(asked)
      : isOfDisks(asked)
        ? [asked.target]
        : onProject(namesTemplate)(asked),
  'compute.images.useReadOnly': onProject(namesTemplate),
  'compute.instances.create': (asked) => (isMachine(asked) ? [asked.target] : onProject(namesTemplate)(asked)),
  'compute.instances.setMetadata': (asked) => (isMachine(asked) ? [asked.target] : onProject(namesTemplate)(asked)),
  'compute.instances.setServiceAccount': when(
    (asked) => asked.call.method.name === 'setServiceAccount' || hasAccount(asked),
  ),
  'compute.instances.pscInterfaceCreate': when(hasNetworkAttachment),
  'iam.serviceAccounts.actAs': (asked) =>
    asked.call.segment === 'projects' ? [`projects/${asked.call.project}`] : accountsIn(asked),
  'compute.subnetworks.use': (asked) => (isMachine(asked) ? subnetworksIn(asked) : onProject(namesTemplate)(asked)),
  'compute.subnetworks.useExternalIp': (asked) => subnetworksIn(asked, hasExternalAddress),
  'compute.networks.updatePolicy': networkOf,
  'compute.instanceGroups.delete': ({ call: { scope, path, segment }, target }) => [
    segment === 'instanceGroupManagers' ? `${scope}/instanceGroups/${nameOf(path)}` : target,
  ],
  // The reference of the methods themselves has neither.
  'compute.instanceGroupManagers.update': when(({ call: { segment } }) => segment !== 'instanceGroups'),
  'compute.instances.update': when(isMachine),
  // Legacy networks alone have no subnetworks.
  'compute.networks.useExternalIp': never,
};

const isOfDisks = ({ call: { segment } }: Asked): boolean => segment === 'disks';

/** On which resources a call needs a permission that is listed for its method; undefined where no rule says. */
export const whereNeeded = (permission: string, asked: Asked): readonly string[] | undefined =>
  own(WHERE, permission)?.(asked);

const isGiven = (value: JsonObject, field: string): boolean => asArray(asObject(own(value, field))['items']).length > 0;

/** Documented for what changes the routes and rules of a network. */
const changesNetwork = (): readonly string[] => ['compute.networks.updatePolicy'];

/** What the documentation of methods names, and Google's reference of permissions does not list. */
const UNLISTED: Readonly<Record<string, (asked: Asked) => readonly string[]>> = {
  'instances.insert': (asked) => {
    const machine = machineIn(asked);
    return [
      ...(isGiven(machine, 'metadata') ? ['compute.instances.setMetadata'] : []),
      ...(isGiven(machine, 'tags') ? ['compute.instances.setTags'] : []),
      ...labelled('compute.instances.setLabels', asked),
    ];
  },
  'firewalls.insert': changesNetwork,
  'firewalls.update': changesNetwork,
  'routes.delete': changesNetwork,
  'routers.insert': changesNetwork,
  'subnetworks.insert': changesNetwork,
  'disks.insert': (asked) => labelled('compute.disks.setLabels', asked),
  'regionDisks.insert': (asked) => labelled('compute.disks.setLabels', asked),
  'images.insert': (asked) => labelled('compute.images.setLabels', asked),
  'snapshots.insert': (asked) => labelled('compute.snapshots.setLabels', asked),
};

function labelled(permission: string, { call: { body } }: Asked): readonly string[] {
  return Object.keys(asObject(body['labels'])).length > 0 ? [permission] : [];
}

/** Permissions that the documentation of a call names beside those that are listed. */
export const unlistedNeeds = (asked: Asked): readonly string[] => own(UNLISTED, asked.call.method.id)?.(asked) ?? [];
