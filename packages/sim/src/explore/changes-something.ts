import { modelOf } from '@gcepool/api/models';

/** Whether calls of a method change something; of one that v1 does not know, its verb tells. */
export function changesSomething(method: string | undefined, httpMethod: string): boolean {
  const known = method === undefined ? undefined : modelOf('v1').findMethod(method);
  return known === undefined ? httpMethod !== 'GET' : known.operationScope !== undefined;
}
