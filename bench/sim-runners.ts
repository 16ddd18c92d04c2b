import { createSimulator } from '@gcepool/sim';
import { useSimulator } from '@gcepool/sim/testing';
import { measure } from './measure.ts';
import { populated, PROJECT, send } from './populated.ts';

const ZONE = `${PROJECT}/zones/us-central1-a`;

/** What a test suite pays for a simulator of its own in each test, and for going back to a state that took long to make. */
export async function run(): Promise<void> {
  await measure({
    'createSimulator and a first call': () => send(createSimulator(), 'GET', '/zones/us-central1-a'),
    'createSimulator and a first fetch': async () => {
      await (await createSimulator().fetch(`https://compute.googleapis.com${ZONE}`)).text();
    },
    'useSimulator, a first call through msw, stop': async () => {
      await using inUse = useSimulator();
      await (await fetch(`https://compute.googleapis.com${ZONE}`)).text();
      inUse.gce.calls.expectCalls({ 'zones.get': 1 });
    },
  });

  const full = populated(10_000);
  const inserted = { name: 'one-more', type: 'TCP' };
  console.log('');
  await measure({
    'fork at 10,000 resources': () => full.fork(),
    'fork, and a first insert into the fork': () => send(full.fork(), 'POST', '/global/healthChecks', inserted),
    'reset at 10,000 resources': () => full.fork().reset(),
  });
}
