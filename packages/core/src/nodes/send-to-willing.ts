import { codeOf, messageOf } from '../cloud/cloud-error.ts';

/** An instance of which the cloud refused a change. */
export interface RefusedInstance {
  readonly instance: string;
  readonly error: unknown;
}

/**
 * Sends a change of instances, and resolves to those that the cloud does not take, each with its refusal. The cloud refuses a
 * whole request for one instance that does not exist (404), or cannot be in the group (400): those that it names are left out, and
 * what does not exist and is not named is found by sending halves.
 *
 * @throws CloudError where the refusal is about none of them.
 */
export async function sendToWilling(
  instances: readonly string[],
  send: (some: readonly string[]) => Promise<void>,
): Promise<readonly RefusedInstance[]> {
  if (instances.length === 0) return [];
  let refusal: unknown;
  try {
    await send(instances);
    return [];
  } catch (error) {
    refusal = error;
  }
  const code = codeOf(refusal);
  if (code !== 404 && code !== 400) throw refusal;
  const named = namedIn(refusal, instances);
  if (named.size > 0) {
    const others = instances.filter((instance) => !named.has(instance));
    return [...[...named].map((instance) => ({ instance, error: refusal })), ...(await sendToWilling(others, send))];
  }
  if (code !== 404) throw refusal;
  const [only = '', ...more] = instances;
  if (more.length === 0) return [{ instance: only, error: refusal }];
  const middle = Math.ceil(instances.length / 2);
  const first = await sendToWilling(instances.slice(0, middle), send);
  return [...first, ...(await sendToWilling(instances.slice(middle), send))];
}

/** Those whose paths stand in an error's message. */
function namedIn(error: unknown, instances: readonly string[]): ReadonlySet<string> {
  const names = new Set([...messageOf(error).matchAll(/\/instances\/([-a-z0-9]+)/g)].map(([, name]) => name));
  return new Set(instances.filter((instance) => names.has(instance)));
}
