import { gainOf } from './sharded-logs.ts';
import { runLogs } from './running-logs.ts';

const LOGS = [1, 2, 4, 8, 16];
const SPREADS = 1001;

/** What sharding by project gives: computed, from how projects are spread and how busy they are; and run, with projects that are all alike. */
export async function run(): Promise<void> {
  compute();
  await runLogs();
}

function compute(): void {
  console.log(
    `| projects | how busy | ${LOGS.map((logs) => `${logs} logs`).join(' | ')} |\n|---|---|${LOGS.map(() => '---|').join('')}`,
  );
  for (const projects of [20, 100, 1000]) {
    for (const [name, skew] of [
      ['all alike', 0],
      ['some busier (Zipf, 0.8)', 0.8],
      ['few busy (Zipf, 1.2)', 1.2],
    ] as const) {
      console.log(
        `| ${projects} | ${name} | ${LOGS.map((logs) => medianGain({ projects, skew, logs })).join(' | ')} |`,
      );
    }
  }
}

function medianGain(sharding: Parameters<typeof gainOf>[0]): string {
  const gains = Array.from({ length: SPREADS }, (_, seed) => gainOf(sharding, seed)).toSorted((a, b) => a - b);
  return (gains[SPREADS >> 1] ?? Number.NaN).toFixed(1);
}
