import type { Entry } from '../kernel/entry.ts';
import { alreadyExists, inUse } from '../kernel/refusal.ts';
import { collectionOf, nameOf } from '../kernel/resource-path.ts';
import { linkOf } from '../kernel/self-link.ts';
import type { Transaction } from '../kernel/transaction.ts';
import { snakeNameOf } from './registry.ts';

/**
 * Puts a resource under another path: it is the same one, by another name or elsewhere.
 *
 * @throws Refusal if there is one already, or if anything refers to it by the path it has
 */
export function moveResource(from: string, to: string, entry: Entry, transaction: Transaction): void {
  if (transaction.get(to) !== undefined || transaction.state.locks.has(to)) throw alreadyExists(to);
  transaction.state.users.scan(from, (user) => {
    if (transaction.isRemoved(user)) return;
    throw inUse(snakeNameOf({ name: collectionOf(from), collections: [] }), from, user);
  });
  transaction.remove(from);
  transaction.put(to, { ...entry, resource: { ...entry.resource, name: nameOf(to), selfLink: linkOf(to) } });
}
