import { createSimulator } from '@gcepool/sim';
import { expect, test } from 'vitest';
import { FAULTS, faultOf } from './fault-of.ts';

test.each(FAULTS)('the simulator takes %s', (fault) => {
  const simulator = createSimulator();
  simulator.faults.add(faultOf({ method: ' addresses.* ', fault, times: '2' }));
  const [added] = simulator.faults.list();
  expect(added?.rule).toMatchObject({ method: 'addresses.*', times: 2 });
});

test('what is left empty is everything, and always', () => {
  expect(faultOf({ method: '', fault: 'reset', times: '' })).toEqual({ fault: 'reset' });
});
