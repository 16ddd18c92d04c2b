import type { Simulator } from '@gcepool/sim';
import { insertBackendService, populated, send } from './populated.ts';

/** So many of each are made in a row, which takes less time than the machine gives a process at once. */
const IN_ROW = 20;
const ROWS = 50;
/** Simulators that are filled one after the other; the first ones are to warm up. */
const SIMULATORS = 12;
const WARM_UP = 2;

const ZONE = '/zones/us-central1-a';
const BOOT_DISK = {
  boot: true,
  initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' },
};
const NETWORK_INTERFACES = [{ network: 'global/networks/default' }];

const INSERTS: Readonly<Record<string, (simulator: Simulator, name: string) => void>> = {
  'backend service': insertBackendService,
  disk: (simulator, name) => send(simulator, 'POST', `${ZONE}/disks`, { name, sizeGb: 10 }),
  'instance template': (simulator, name) =>
    send(simulator, 'POST', '/global/instanceTemplates', {
      name,
      properties: { machineType: 'e2-medium', disks: [BOOT_DISK], networkInterfaces: NETWORK_INTERFACES },
    }),
  instance: (simulator, name) =>
    send(simulator, 'POST', `${ZONE}/instances`, {
      name,
      machineType: `${ZONE.slice(1)}/machineTypes/e2-small`,
      disks: [BOOT_DISK],
      networkInterfaces: NETWORK_INTERFACES,
    }),
};

/** What an insert and its operation take, in rows that alternate, and the rate of each over that of a backend service. */
export async function run(): Promise<void> {
  const times = new Map(Object.keys(INSERTS).map((what) => [what, [] as number[]]));
  for (let round = 0; round < SIMULATORS; round++) {
    const simulator = populated(0);
    for (let row = 0; row < ROWS; row++) {
      for (const [what, insert] of Object.entries(INSERTS)) {
        const start = performance.now();
        for (let index = 0; index < IN_ROW; index++) {
          insert(simulator, `n${row * IN_ROW + index}`);
          // Which ends its operation.
          send(simulator, 'GET', '/global/healthChecks/hc');
        }
        if (round >= WARM_UP) times.get(what)?.push(((performance.now() - start) * 1000) / IN_ROW);
      }
    }
  }
  const [base = []] = times.values();
  console.log('| insert and its operation | µs, least tenth | median | of the rate of a backend service |');
  console.log('|---|---|---|---|');
  for (const [what, own] of times) {
    const share = quantile(base, 0.1) / quantile(own, 0.1);
    console.log(
      `| ${what} | ${quantile(own, 0.1).toFixed(1)} | ${quantile(own, 0.5).toFixed(1)} | ${share.toFixed(2)} |`,
    );
  }
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
