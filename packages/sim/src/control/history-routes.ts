import type { ControlRoute } from './control-route.ts';
import { checkedLater, numberOf, textOf } from './control-route.ts';

/** What was, and which requests made it so. */
export const historyRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/history',
    does: 'between which moments one can look, counted in commands',
    run: ({ simulator }) => simulator.history.range(),
  },
  {
    method: 'GET',
    path: '/history/at',
    does: 'the snapshot of a moment',
    takes: { sequence: 'number' },
    run: ({ simulator, fields }) => simulator.history.at(numberOf(fields, 'sequence') ?? 0),
  },
  {
    method: 'POST',
    path: '/history/diff',
    does: 'what became of the resources between two moments; the second is now by default',
    takes: 'before and after: moments, or snapshots',
    takesState: true,
    run: ({ simulator: { history }, fields: { before, after } }) =>
      after === undefined
        ? history.diff(checkedLater(before))
        : history.diff(checkedLater(before), checkedLater(after)),
  },
  {
    method: 'GET',
    path: '/history/blame',
    does: 'which request last changed a field of a resource; without a field, any of it',
    takes: { resource: 'string', field: 'string?' },
    run: ({ simulator: { history }, fields }) => ({
      blame: history.blame(textOf(fields, 'resource'), textOf(fields, 'field')),
    }),
  },
];
