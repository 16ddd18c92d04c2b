import type { ControlRoute } from './control-route.ts';
import { Refusal } from '../kernel/refusal.ts';
import { calledEvidence } from './called-evidence.ts';
import { checkedLater, numberOf, textOf } from './control-route.ts';

/** What was called, and what is to be said about it. */
export const callRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/calls',
    does: 'what was called, oldest first; since a mark, and of one method (with * for any part of it), if the query says so',
    takes: { since: 'number?', method: 'string?' },
    run: ({ simulator: { calls }, fields }) => {
      const since = numberOf(fields, 'since');
      const method = textOf(fields, 'method');
      return { calls: method === '' ? calls.list(since) : calls.of(method, since), mark: calls.mark() };
    },
  },
  {
    method: 'GET',
    path: '/calls/counts',
    does: 'how many calls there have been, by method',
    run: ({ simulator }) => ({ counts: simulator.calls.counts() }),
  },
  {
    method: 'GET',
    path: '/calls/evidence',
    does: 'how it is known what the methods that were called do, and how often each was; others are those of neighbours of Compute, and unknown',
    run: ({ simulator }) => calledEvidence(simulator.calls.counts()),
  },
  {
    method: 'GET',
    path: '/calls/leaks',
    does: 'what inserts have made, ever or since a mark, and what is still there',
    takes: { since: 'number?' },
    run: ({ simulator, fields }) => ({ leaks: simulator.calls.leaks(numberOf(fields, 'since')) }),
  },
  {
    method: 'GET',
    path: '/calls/lint',
    does: 'habits of the client that will hurt it',
    takes: { since: 'number?', polls: 'number?' },
    run: ({ simulator, fields }) => ({ findings: simulator.calls.lint(checkedLater(fields)) }),
  },
  {
    method: 'GET',
    path: '/calls/script',
    does: 'calls that changed something, between marks, as a script that does the same: as curl, gcloud, typescript, python or go',
    takes: { as: 'string?', since: 'number?', until: 'number?' },
    run: ({ simulator, fields }) => ({ script: simulator.calls.script(checkedLater(fields)) }),
  },
  {
    method: 'GET',
    path: '/permissions',
    does: 'what the calls needed to be permitted, ever or since a mark, of all or of one user, and the least roles that do; compared with roles, separated by commas',
    takes: { since: 'number?', user: 'string?', roles: 'string?' },
    run: ({ simulator, fields }) => {
      const { roles, ...others } = fields;
      const named = typeof roles === 'string' ? { roles: roles.split(',').filter((role) => role !== '') } : {};
      return simulator.calls.permissions(checkedLater({ ...others, ...named }));
    },
  },
  {
    method: 'POST',
    path: '/calls/expect',
    does: 'is refused unless methods were called so often: {"backendServices.insert": 1, "*.delete": 0}',
    takes: 'counts by method',
    run: ({ simulator, fields }) => simulator.calls.expectCalls(checkedLater(fields)),
  },
  {
    method: 'POST',
    path: '/calls/expect-no-mutations',
    does: 'is refused if a mutation was asked for, ever or since a mark',
    takes: { since: 'number?' },
    run: ({ simulator, fields }) => simulator.calls.expectNoMutations(numberOf(fields, 'since')),
  },
  {
    method: 'POST',
    path: '/calls/expect-no-leaks',
    does: 'is refused if something that was made, ever or since a mark, is still there',
    takes: { since: 'number?' },
    run: ({ simulator, fields }) => simulator.calls.expectNoLeaks(numberOf(fields, 'since')),
  },
  {
    method: 'GET',
    path: '/calls/{sequence}',
    does: 'what was sent and answered word for word, of a call that came while somebody followed GET /_sim/events',
    run: ({ simulator, parameters: { sequence = '' } }) => {
      const exchange = simulator.exchanges.of(Number(sequence));
      if (exchange !== undefined) return exchange;
      const message = `Of call ${sequence} nothing is kept: that is only of the latest, and while somebody follows GET /_sim/events.`;
      throw new Refusal(404, 'notFound', message);
    },
  },
  {
    method: 'DELETE',
    path: '/calls',
    does: 'forgets all calls',
    run: ({ simulator }) => simulator.calls.clear(),
  },
];
