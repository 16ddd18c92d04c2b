import { collectionOf } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';

/** What a resource that holds an address keeps hidden. */
interface HolderMemory {
  readonly ip?: string;
}

/** Where the index of users keeps an external address: it is unique in the world. */
export const externalIp = (address: string): string => `ips/${address}`;

/** The same for an internal address, which is unique in its network. */
export const internalIp = (network: string, address: string): string => `${network}/ips/${address}`;

/** What a resource that holds an address keeps hidden, so that {@link heldIps} finds it. */
export const holding = (ip: string | undefined): { readonly ip?: string } => (ip === undefined ? {} : { ip });

/** The address that a resource holds, as one of its hidden references. It keeps nothing from being deleted. */
export function heldIps(entry: Entry): readonly { readonly target: string; readonly isWeak: boolean }[] {
  // Only what `holding` gives is kept under that name.
  const { ip } = (entry.hidden ?? {}) as HolderMemory;
  return ip === undefined ? [] : [{ target: ip, isWeak: true }];
}

/** Paths of the resources that hold an address, in order: at most one of them is the address resource itself. */
export function holdersOf(ip: string, state: State): readonly string[] {
  const holders: string[] = [];
  state.scanUsers(ip, (holder) => void holders.push(holder));
  return holders;
}

export const isAddressResource = (path: string): boolean => collectionOf(path) === 'addresses';

/** Whether an external address is static: reserved by an address resource, whoever uses it. */
export const isReserved = (address: string, state: State): boolean =>
  holdersOf(externalIp(address), state).some(isAddressResource);
