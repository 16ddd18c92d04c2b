import type { ControlRoute } from './control-route.ts';
import { checkedLater, textOf } from './control-route.ts';

/** Who may do what. */
export const iamRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/iam/token',
    does: 'a token of a principal, user:EMAIL or serviceAccount:EMAIL, for a simulator that enforces permissions',
    takes: { principal: 'string' },
    run: ({ simulator, fields }) => ({ token: simulator.iam.tokenOf(textOf(fields, 'principal')) }),
  },
  {
    method: 'GET',
    path: '/iam/policy',
    does: 'the policy of projects/P, folders/F, organizations/O, a service account or a resource',
    takes: { resource: 'string' },
    run: ({ simulator, fields }) => simulator.iam.policy(textOf(fields, 'resource')),
  },
  {
    method: 'PUT',
    path: '/iam/policy',
    does: 'sets the policy of projects/P, folders/F, organizations/O or a service account',
    takes: '{"resource": "projects/shop", "policy": {"bindings": [...]}}',
    run: ({ simulator, fields: { resource, policy } }) =>
      simulator.iam.setPolicy(checkedLater(resource), checkedLater(policy)),
  },
  {
    method: 'GET',
    path: '/iam/permits',
    does: 'whether a principal may do on a resource what a permission is for',
    takes: { principal: 'string', permission: 'string', resource: 'string' },
    run: ({ simulator, fields }) => ({
      permits: simulator.iam.permits(
        textOf(fields, 'principal'),
        textOf(fields, 'permission'),
        textOf(fields, 'resource'),
      ),
    }),
  },
];
