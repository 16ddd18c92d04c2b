import { isGiven } from '../is-given.ts';
import { invalid } from '../../kernel/refusal.ts';
import { parsePath } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';

type Subnetwork = Resource<'Subnetwork'>;

/** What subnetworks of proxies are for. */
export const PROXY_PURPOSES: ReadonlySet<Subnetwork['purpose']> = new Set([
  'GLOBAL_MANAGED_PROXY',
  'INTERNAL_HTTPS_LOAD_BALANCER',
  'REGIONAL_MANAGED_PROXY',
]);

/** Proxies are given 64 addresses at least. */
const LONGEST_PREFIX = 26;

/**
 * What https://cloud.google.com/load-balancing/docs/proxy-only-subnets asks of a new one: its size, and that it is not another
 * active one of its purpose in a region of a network.
 *
 * @throws Refusal for a subnetwork that proxies cannot use
 */
export function checkProxySubnetwork(resource: Subnetwork, path: string, { state }: Transaction): void {
  const { ipCidrRange = '', purpose, role } = resource;
  if (!PROXY_PURPOSES.has(purpose)) return;
  // The words are of a report.
  if (!isGiven(role)) {
    const explanation = `Subnetwork role must be specified when purpose set to ${purpose}.`;
    throw invalid('resource.role', 'UNSPECIFIED_ROLE', explanation);
  }
  if (Number(ipCidrRange.split('/')[1]) > LONGEST_PREFIX) {
    const explanation = `A subnetwork of proxies must have a prefix length of at most ${LONGEST_PREFIX}.`;
    throw invalid('resource.ipCidrRange', ipCidrRange, explanation);
  }
  const [active] = role === 'ACTIVE' ? otherActive(resource, path, state) : [];
  if (active === undefined) return;
  throw invalid('resource.role', role, `The subnetwork '${active}' is the active one of its purpose already.`);
}

/** When one is patched from BACKUP to ACTIVE, "the roles of the ACTIVE and BACKUP subnetworks will be swapped". */
export function swapRoles(resource: Subnetwork, path: string, transaction: Transaction): void {
  if (!PROXY_PURPOSES.has(resource.purpose) || resource.role !== 'ACTIVE') return;
  for (const other of otherActive(resource, path, transaction.state)) {
    const entry = find(transaction, 'subnetworks', other);
    if (entry === undefined) continue;
    const fingerprint = transaction.newFingerprint();
    transaction.put(other, { ...entry, resource: { ...entry.resource, role: 'BACKUP', fingerprint } });
  }
}

/** Paths of the other active ones of the same purpose, network and region. */
function otherActive({ network = '', purpose }: Subnetwork, path: string, state: State): readonly string[] {
  const { location } = parsePath(path);
  const found: string[] = [];
  scanUsersIn(state, 'subnetworks', pathOf(network) ?? '', ({ resource }, user) => {
    const isOther = user !== path && parsePath(user).location === location;
    if (isOther && resource.purpose === purpose && resource.role === 'ACTIVE') found.push(user);
  });
  return found;
}
