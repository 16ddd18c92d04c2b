import { invalidUsage } from '../../kernel/refusal.ts';
import type { State } from '../../kernel/state.ts';
import { scanUsersIn } from '../../wire/find.ts';

/**
 * Whoever deletes an instance that a router speaks BGP with is told so in words of their own (a report).
 *
 * @param path of the instance
 * @throws Refusal while a peer of a router is the instance
 */
export function checkNoAppliance(path: string, state: State): void {
  scanUsersIn(state, 'routers', path, ({ resource }) => {
    const router = resource.name ?? '';
    throw invalidUsage(`Resource cannot be deleted because there is a BGP peer configured with a router ${router}.`);
  });
}
