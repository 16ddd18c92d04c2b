import type { Clock } from '../simulation/clock.ts';
import type { ControlRoute } from './control-route.ts';
import { numberOf, textOf } from './control-route.ts';

/** Virtual time. */
export const clockRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/clock',
    does: 'virtual time',
    run: ({ simulator: { clock } }) => clockOf(clock),
  },
  {
    method: 'POST',
    path: '/clock/advance',
    does: 'lets time pass, and completes the operations that are due on the way',
    takes: { ms: 'number' },
    run: ({ simulator: { clock }, fields }) => {
      clock.advance(numberOf(fields, 'ms') ?? 0);
      return clockOf(clock);
    },
  },
  {
    method: 'POST',
    path: '/clock/run-until-idle',
    does: 'lets time pass until no operation is running but those that never end',
    run: ({ simulator: { clock } }) => {
      clock.runUntilIdle();
      return clockOf(clock);
    },
  },
  {
    method: 'POST',
    path: '/clock/run-until',
    does: 'lets time pass until an operation, given by its name or link, is done',
    takes: { operation: 'string' },
    run: ({ simulator: { clock }, fields }) => {
      clock.runUntil(textOf(fields, 'operation'));
      return clockOf(clock);
    },
  },
];

function clockOf(clock: Clock): object {
  const now = clock.now();
  return { mode: clock.mode, now, time: new Date(now).toISOString() };
}
