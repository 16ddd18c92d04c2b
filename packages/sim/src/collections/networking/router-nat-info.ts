import type { JsonObject } from '../../kernel/json.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import { findLinked, scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import { regionOfZone } from '../geography.ts';
import type { Verb } from '../verb.ts';

type Router = Resource<'Router'>;
type Nat = Resource<'RouterNat'>;

/** The gateways that a request is about: the one that it names, or all. */
const natsOf = ({ nats = [] }: Router, { query }: Call): readonly Nat[] =>
  nats.filter(({ name }) => (query.get('natName') ?? name) === name);

/** The addresses that gateways were given; none is given out by itself here, for no packet is ever sent. */
export const getNatIpInfo: Verb<JsonObject, Router> = (call, transaction) => {
  const router = calledResource<Router>(call, transaction).resource;
  const result = natsOf(router, call).map((nat) => {
    const isUsed = machinesBehind(nat, router, transaction.state).length > 0;
    const natIpInfoMappings = (nat.natIps ?? []).flatMap((link) => {
      const natIp = findLinked(transaction, 'addresses', link)?.resource.address;
      return natIp === undefined ? [] : [{ natIp, mode: 'MANUAL', usage: isUsed ? 'IN_USE' : 'UNUSED' }];
    });
    return { natName: nat.name, natIpInfoMappings };
  });
  return { answer: { result } };
};

/** The machines whose packets gateways would take: how many ports each has, and of which address, only traffic would show. */
export const getNatMappingInfo: Verb<JsonObject, Router> = (call, transaction) => {
  const router = calledResource<Router>(call, transaction).resource;
  const { state } = transaction;
  return { list: natsOf(router, call).flatMap((nat) => machinesBehind(nat, router, state)) };
};

/** Running machines in the region that have an interface in a subnetwork of the gateway, and no external address at it. */
function machinesBehind(nat: Nat, router: Router, state: State): readonly JsonObject[] {
  const subnetworks = new Set((nat.subnetworks ?? []).map(({ name }) => name));
  const takesAll = nat.sourceSubnetworkIpRangesToNat?.startsWith('ALL_SUBNETWORKS') === true;
  const numTotalNatPorts = Math.max(LEAST_PORTS, 2 ** Math.ceil(Math.log2(nat.minPortsPerVm ?? LEAST_PORTS)));
  const machines: JsonObject[] = [];
  scanUsersIn(state, 'instances', pathOf(router.network ?? '') ?? '', ({ resource }) => {
    if (resource.status !== 'RUNNING' || regionOfZone(nameOf(resource.zone ?? '')) !== nameOf(router.region ?? ''))
      return;
    const interfaceNatMappings = (resource.networkInterfaces ?? []).flatMap((nic) => {
      const isInside = nic.network === router.network && (takesAll || subnetworks.has(nic.subnetwork));
      const isPrivate = (nic.accessConfigs ?? []).every(({ natIP }) => natIP === undefined);
      return isInside && isPrivate ? [{ sourceVirtualIp: nic.networkIP, numTotalNatPorts }] : [];
    });
    if (interfaceNatMappings.length > 0) machines.push({ instanceName: resource.name, interfaceNatMappings });
  });
  return machines;
}

/** How many ports a machine gets at least. */
const LEAST_PORTS = 64;
