import { collectionOf, nameOf } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { parseIp } from './ip-range.ts';
import { formatGroups, groupsOf } from './ipv6-range.ts';

/** What a resource that holds an address keeps hidden. */
interface HolderMemory {
  readonly ip?: string;
}

/** One spelling for each address of IPv6, which has many. */
function spelled(address: string): string {
  const groups = address.includes(':') ? groupsOf(address) : undefined;
  return groups === undefined ? address : formatGroups(groups);
}

/** Where the index of users keeps an external address: it is unique in the world. */
export const externalIp = (address: string): string => `ips/${spelled(address)}`;

/** The same for an internal address, which is unique in its network. */
export const internalIp = (network: string, address: string): string => `${network}/ips/${spelled(address)}`;

const inNetwork = (network: string): string => `${network}/ipv4/`;

/** Internal IPv4 addresses lie in the index in the order of their numbers, so that the next free one is found in one walk. */
const internalKey = (network: string, address: number): string =>
  [inNetwork(network), address.toString(16).padStart(8, '0')].join('');

/**
 * The first IPv4 address of a network from `first` to `last` that nobody holds; undefined if there is none. How many are held makes
 * no difference to what that takes.
 */
export function freeIp(network: string, first: number, last: number, transaction: Transaction): number | undefined {
  const { state } = transaction;
  const start = internalKey(network, first);
  if (first > last) return undefined;
  if (!state.users.isTarget(start) && !transaction.isGivenOut(start)) return first;
  /** Whether all are held from the first one on, and before another. */
  const areHeld = (end: number): boolean => {
    const to = internalKey(network, end);
    return state.users.countTargets(start, to) + transaction.countGivenOut(start, to) === end - first;
  };
  if (areHeld(last + 1)) return undefined;
  let [held, end] = [first + 1, last + 1];
  while (end - held > 1) {
    const middle = Math.floor((held + end) / 2);
    if (areHeld(middle)) held = middle;
    else end = middle;
  }
  return held;
}

/** Visits the internal IPv4 addresses of a network that somebody holds, in order of their numbers. */
export function scanHeldIps(network: string, state: State, visit: (address: number) => void): void {
  const prefix = inNetwork(network);
  state.users.scanTargets(prefix, (held) => {
    if (!held.startsWith(prefix)) return false;
    visit(parseInt(held.slice(prefix.length), 16));
    return true;
  });
}

/** Notes that a request gives out an address, so that it gives it out once. */
export const giveOut = (network: string, address: number, transaction: Transaction): void =>
  transaction.giveOut(internalKey(network, address));

/** Where the index of users keeps an internal address. */
export function keyOfInternal(network: string, address: string): string {
  const number = parseIp(address);
  return number === undefined ? internalIp(network, address) : internalKey(network, number);
}

/** Where the index of users keeps what {@link externalIp} or {@link internalIp} names. */
function keyOfIp(ip: string): string {
  const name = nameOf(ip);
  const address = ip.startsWith('ips/') ? undefined : parseIp(name);
  return address === undefined ? ip : internalKey(ip.slice(0, -'/ips/'.length - name.length), address);
}

/** What a resource that holds an address keeps hidden, so that {@link heldIps} finds it. */
export const holding = (ip: string | undefined): { readonly ip?: string } => (ip === undefined ? {} : { ip });

/** The address that a resource holds, as one of its hidden references. It keeps nothing from being deleted. */
export function heldIps(entry: Entry): readonly { readonly target: string; readonly isWeak: boolean }[] {
  // Only what `holding` gives is kept under that name.
  const { ip } = (entry.hidden ?? {}) as HolderMemory;
  return ip === undefined ? [] : [{ target: keyOfIp(ip), isWeak: true }];
}

/** Paths of the resources that hold an address, in order: at most one of them is the address resource itself. */
export const holdersOf = (ip: string, state: State): readonly string[] => holdersByKey(keyOfIp(ip), state);

/** The same of an address by where the index of users keeps it. */
export function holdersByKey(key: string, state: State): readonly string[] {
  const holders: string[] = [];
  state.users.scan(key, (holder) => void holders.push(holder));
  return holders;
}

export const isAddressResource = (path: string): boolean => collectionOf(path) === 'addresses';

/** Whether an external address is static: reserved by an address resource, whoever uses it. */
export const isReserved = (address: string, state: State): boolean =>
  holdersOf(externalIp(address), state).some(isAddressResource);
