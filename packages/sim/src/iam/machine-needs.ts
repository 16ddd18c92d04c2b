import type { JsonObject } from '../kernel/json.ts';
import { asArray, asObject, asString } from '../kernel/json.ts';
import { referencedPath } from '../kernel/reference-path.ts';
import { nameOf, parseScope, projectOf } from '../kernel/resource-path.ts';
import type { Asked } from './asked.ts';

/** The description of the machine that a body holds, if it holds one. */
export const machineIn = ({ call: { body } }: Asked): JsonObject => {
  const properties = asObject(body['instanceProperties'] ?? body['properties']);
  return Object.keys(properties).length > 0 ? properties : body;
};

const interfacesOf = (asked: Asked): readonly JsonObject[] => {
  const { networkInterfaces } = machineIn(asked);
  return asArray(networkInterfaces).map(asObject);
};

/** Whether any disk of a machine is to be made with it. */
export const makesDisks = (asked: Asked): boolean =>
  asArray(machineIn(asked)['disks']).some((disk) => asObject(disk)['initializeParams'] !== undefined);

export const hasAccount = (asked: Asked): boolean => asArray(machineIn(asked)['serviceAccounts']).length > 0;

/** Paths of the accounts that a machine is to have. */
export const accountsIn = (asked: Asked): readonly string[] =>
  asArray(machineIn(asked)['serviceAccounts']).map(
    (account) => `projects/${asked.call.project}/serviceAccounts/${asString(asObject(account)['email'])}`,
  );

export const hasNetworkAttachment = (asked: Asked): boolean =>
  interfacesOf(asked).some(({ networkAttachment }) => networkAttachment !== undefined);

/**
 * The subnetworks of a machine's interfaces. Where only the network is named, its subnetwork in the region is that of the same name, as
 * networks of automatic mode have it.
 */
export const subnetworksIn = (asked: Asked, wanted: (one: JsonObject) => boolean = () => true): readonly string[] =>
  interfacesOf(asked)
    .filter(wanted)
    .flatMap((one) => subnetworkOf(one, asked) ?? []);

export const hasExternalAddress = ({ accessConfigs, ipv6AccessConfigs }: JsonObject): boolean =>
  asArray(accessConfigs).length > 0 || asArray(ipv6AccessConfigs).length > 0;

function subnetworkOf({ subnetwork, network, networkAttachment }: JsonObject, { call }: Asked): string | undefined {
  if (networkAttachment !== undefined) return undefined;
  if (typeof subnetwork === 'string' && subnetwork !== '') return referencedPath(subnetwork, call.project);
  const named = asString(network) === '' ? 'global/networks/default' : asString(network);
  const path = referencedPath(named, call.project);
  if (path === undefined) return undefined;
  const { scopeKind, location } = parseScope(call.scope);
  const region = scopeKind === 'zones' ? location.replace(/-[a-z]+$/, '') : location;
  return region === '' ? undefined : `projects/${projectOf(path)}/regions/${region}/subnetworks/${nameOf(path)}`;
}

/** Disks that are attached to be read alone, as bodies name them. */
export const readOnlyDisks = (asked: Asked): ReadonlySet<string> => {
  const { call } = asked;
  const disks = call.method.request === 'AttachedDisk' ? [call.body] : asArray(machineIn(asked)['disks']).map(asObject);
  return new Set(disks.filter(({ mode }) => mode === 'READ_ONLY').map(({ source }) => asString(source)));
};
