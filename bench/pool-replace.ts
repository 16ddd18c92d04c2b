import { createSimulator } from '@gcepool/sim';
import type { Simulator } from '@gcepool/sim';
import { measuredPool } from './pool-runs.ts';
import { portsOf, zonesOf } from './pool-situations.ts';

const SIZES = [
  { P: 10, Z: 1 },
  { P: 10, Z: 3 },
  { P: 100, Z: 1 },
  { P: 100, Z: 3 },
  { P: 1_000, Z: 3 },
];

const NODES = ['n1', 'n2', 'n3'];
const OTHERS = ['n2', 'n3', 'n4'];

/** What it costs that a node of each zone leaves only when the one that replaces it is healthy. */
export async function run(): Promise<void> {
  console.log(
    '| P | Z | nodes added alone: reads + changes | replaced, health not read | replaced when healthy | time of both |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const { P, Z } of SIZES) {
    const simulator = await populated(P, Z);
    const added = await costOf(simulator.fork(), Z, [...NODES, 'n4'], false);
    const blind = await costOf(simulator.fork(), Z, OTHERS, false);
    const careful = await costOf(simulator.fork(), Z, OTHERS, undefined);
    const cells = [
      P.toLocaleString('en'),
      Z,
      added.calls,
      blind.calls,
      careful.calls,
      `${blind.time}, ${careful.time}`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

async function populated(P: number, Z: number): Promise<Simulator> {
  const simulator = createSimulator();
  const { pool } = measuredPool(simulator, zonesOf(Z));
  for (const zone of zonesOf(Z))
    for (const name of [...NODES, 'n4']) insertInstance(simulator, zone, `${name}-${zone}`);
  await pool.reconcile(portsOf(P));
  await pool.nodes.sync(nodesOf(Z, NODES));
  return simulator;
}

async function costOf(
  simulator: Simulator,
  Z: number,
  names: readonly string[],
  healthyWithinMs: false | undefined,
): Promise<{ readonly calls: string; readonly time: string }> {
  const { pool, cost } = measuredPool(simulator, zonesOf(Z), { healthyWithinMs });
  await pool.nodes.sync(nodesOf(Z, names));
  const { reads, changes, seconds } = cost();
  return { calls: `${reads.toLocaleString('en')} + ${changes}`, time: `${seconds.toFixed(1)} s` };
}

const nodesOf = (Z: number, names: readonly string[]): { readonly name: string; readonly zone: string }[] =>
  zonesOf(Z).flatMap((zone) => names.map((name) => ({ name: `${name}-${zone}`, zone })));

function insertInstance(simulator: Simulator, zone: string, name: string): void {
  const { status, body } = simulator.handle({
    method: 'POST',
    url: `/compute/v1/projects/bench/zones/${zone}/instances`,
    body: {
      name,
      machineType: `zones/${zone}/machineTypes/e2-small`,
      networkInterfaces: [{ network: 'global/networks/default' }],
      disks: [
        { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
      ],
    },
  });
  if (status >= 400) throw new Error(`${name} cannot be made: ${JSON.stringify(body)}`);
}
