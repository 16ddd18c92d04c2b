import { codeOf } from '../cloud/cloud-error.ts';

/**
 * Sends a change of those of the instances that exist, and resolves to the others. The cloud refuses a whole request with 404
 * for one instance that does not exist, so what it refuses is sent in halves until it is one.
 */
export async function sendToExisting(
  instances: readonly string[],
  send: (some: readonly string[]) => Promise<void>,
): Promise<readonly string[]> {
  if (instances.length === 0) return [];
  try {
    await send(instances);
    return [];
  } catch (error) {
    if (codeOf(error) !== 404) throw error;
    if (instances.length === 1) return instances;
  }
  const middle = Math.ceil(instances.length / 2);
  const first = await sendToExisting(instances.slice(0, middle), send);
  return [...first, ...(await sendToExisting(instances.slice(middle), send))];
}
