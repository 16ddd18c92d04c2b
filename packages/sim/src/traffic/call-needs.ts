import type { RequestPolicy } from '../api/request.ts';
import { readRequest } from '../api/request.ts';
import { needsByMethod } from '../iam/read-need.ts';
import type { Needs } from '../iam/needs.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { CallNeeds } from './permissions-of-calls.ts';

/** What calls need that were read once under some policy. */
export const callNeeds = (needs: Needs, policy: RequestPolicy): CallNeeds => ({
  ofRequest: (request, stored) => {
    try {
      return needs.of(readRequest(request, { ...policy, isTokenRequired: false }), stored);
    } catch (refusal) {
      // It asked for nothing that could be permitted.
      if (!(refusal instanceof Refusal)) throw refusal;
      return [];
    }
  },
  ofMethod: (id, path) => needsByMethod(needs, id, path),
});
