import type { CloudError } from './cloud.ts';

/** An error in the shape every cloud rejects with. */
export function refusal(code: number, reason: string, message: string): CloudError {
  return Object.assign(new Error(message), { code, reason });
}

export const notFound = (path: string): CloudError =>
  refusal(404, 'notFound', `The resource 'projects/p/${path}' was not found`);

export const alreadyExists = (path: string): CloudError =>
  refusal(409, 'alreadyExists', `The resource 'projects/p/${path}' already exists`);

export const stale = (): CloudError => refusal(412, 'conditionNotMet', 'Invalid fingerprint.');

export const invalid = (message: string): CloudError => refusal(400, 'invalid', message);

export const inUse = (path: string, user: string): CloudError =>
  refusal(400, 'resourceInUseByAnotherResource', `The resource '${path}' is already being used by '${user}'`);
