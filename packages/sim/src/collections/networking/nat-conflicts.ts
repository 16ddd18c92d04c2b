import { invalid } from '../../kernel/refusal.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { pathOf } from '../../kernel/self-link.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';

type Router = Resource<'Router'>;
type Nat = Resource<'RouterNat'>;
type NattedSubnetwork = Resource<'RouterNatSubnetworkToNat'>;

/**
 * Gateways of one network and region divide its ranges among themselves, whichever routers they are of. The words are of
 * reports.
 *
 * @throws Refusal for a gateway that takes what another has
 */
export function checkNatConflicts(router: Router, path: string, transaction: Transaction): void {
  const earlier = natsOfOthers(router, path, transaction);
  for (const [index, nat] of (router.nats ?? []).entries()) {
    const field = `resource.nats[${index}]`;
    for (const other of earlier.filter((each) => isForTheSame(each, nat))) {
      checkOptions(nat, other, `${field}.sourceSubnetworkIpRangesToNat`);
      checkSubnetworks(nat, other, `${field}.subnetworks`);
    }
    earlier.push(nat);
  }
}

function natsOfOthers(router: Router, path: string, { state }: Transaction): Nat[] {
  const nats: Nat[] = [];
  scanUsersIn(state, 'routers', pathOf(router.network ?? '') ?? '', ({ resource }, user) => {
    if (user !== path && resource.region === router.region) nats.push(...(resource.nats ?? []));
  });
  return nats;
}

/** A private gateway and a public one, or those of machines and of proxies, have nothing to do with each other. */
const isForTheSame = (a: Nat, b: Nat): boolean =>
  a.type === b.type && (a.endpointTypes ?? []).some((type) => (b.endpointTypes ?? []).includes(type));

const ALL = 'ALL_SUBNETWORKS_ALL_IP_RANGES';
const PRIMARY = 'ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES';

/** The rule for all ranges is documented; the words are of a report. */
function checkOptions(nat: Nat, other: Nat, field: string): void {
  const own = nat.sourceSubnetworkIpRangesToNat;
  const theirs = other.sourceSubnetworkIpRangesToNat;
  if (own === undefined || theirs === undefined) return;
  if (theirs === ALL || (theirs === PRIMARY && own === PRIMARY)) {
    throw invalid(field, own, `Can not create new Nats since a Nat with option ${theirs} exists.`);
  }
  if (own === ALL) throw invalid(field, own, 'There can be no other Nat in any router of this network in this region.');
}

/** The words are of a report. */
function checkSubnetworks(nat: Nat, other: Nat, field: string): void {
  for (const [index, subnetwork] of (nat.subnetworks ?? []).entries()) {
    const conflict = rangesTaken(subnetwork, other);
    if (conflict === undefined) continue;
    const explanation = `The subnetwork is already configured with ${conflict} for Nat which conflicts with the specified IpRangeToNatOption options in this Nat.`;
    throw invalid(`${field}[${index}].sourceIpRangesToNat`, '', explanation);
  }
}

/** Which ranges of a subnetwork another gateway has, if they are those that are asked for. */
function rangesTaken(asked: NattedSubnetwork, other: Nat): string | undefined {
  const options = asked.sourceIpRangesToNat ?? [];
  if (other.sourceSubnetworkIpRangesToNat === PRIMARY) {
    return options.includes('LIST_OF_SECONDARY_IP_RANGES') && options.length === 1 ? undefined : PRIMARY;
  }
  const same = (other.subnetworks ?? []).find(({ name }) => name === asked.name);
  return same?.sourceIpRangesToNat?.find(
    (option) =>
      option === 'ALL_IP_RANGES' ||
      options.includes('ALL_IP_RANGES') ||
      (options.includes(option) && (option !== 'LIST_OF_SECONDARY_IP_RANGES' || shareNames(asked, same))),
  );
}

const shareNames = (a: NattedSubnetwork, b: NattedSubnetwork): boolean =>
  (a.secondaryIpRangeNames ?? []).some((name) => (b.secondaryIpRangeNames ?? []).includes(name));
