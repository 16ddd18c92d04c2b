import { methods } from '@gcepool/api';

let known: ReadonlyMap<string, boolean> | undefined;

/** Whether calls of a method change something; of one that v1 does not know, its verb tells. */
export function changesSomething(method: string | undefined, httpMethod: string): boolean {
  known ??= new Map(methods.map(({ id, operationScope }) => [id, operationScope !== undefined]));
  return (method === undefined ? undefined : known.get(method)) ?? httpMethod !== 'GET';
}
