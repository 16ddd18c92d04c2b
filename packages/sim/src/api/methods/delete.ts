import type { JsonObject } from '../../kernel/json.ts';
import type { OperationError } from '../../kernel/operation.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { snakeNameOf } from '../../collections/registry.ts';
import type { Call } from '../../collections/call.ts';
import { inUse, inUseMessage } from '../../kernel/refusal.ts';
import type { Service } from '../service.ts';

/** `delete`: refused while another resource uses this one, naming one user. */
export function remove(service: Service, call: Call, transaction: Transaction): JsonObject {
  const collection = service.collectionOf(call);
  const { path, entry } = service.findReady(call, transaction);
  const target = { path, id: entry.resource['id'] };
  const error = collection.deletion?.onDelete?.(path, entry, { call, transaction });
  if (error !== undefined && error !== null) return service.operate(call, transaction, target, { operation: error });
  const user = transaction.state.users.first(path, (other) => transaction.isRemoved(other));
  if (user !== undefined) {
    const snakeName = snakeNameOf(collection);
    const [name, userName] = collection.deletion?.nameInUse?.(path, user, transaction.state) ?? [path, user];
    if (collection.deletion?.inUse !== 'operation') throw inUse(snakeName, name, userName);
    const failure: OperationError = {
      status: 400,
      code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE',
      message: inUseMessage(snakeName, name, userName),
    };
    return service.operate(call, transaction, target, { operation: failure });
  }
  transaction.remove(path);
  return service.operate(call, transaction, target, { operation: 'running' });
}
