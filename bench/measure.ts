import { Bench } from 'tinybench';

/** What is timed, by name; the first is what the others are compared with. */
export type Contestants = Readonly<Record<string, () => unknown>>;

/** Runs the contestants in turn within one process and prints calls a second, the median, and the ratio to the first. */
export async function measure(contestants: Contestants, timeMs = 500): Promise<void> {
  const bench = new Bench({ time: timeMs, warmupTime: 200 });
  for (const [name, run] of Object.entries(contestants)) bench.add(name, run);
  await bench.run();
  const rows = bench.tasks.map(({ name, result }) => {
    if (!('latency' in result)) throw new Error(`${name} did not run: ${JSON.stringify(result)}`);
    return { name, medianUs: result.latency.p50 * 1000, perSecond: 1000 / result.latency.p50 };
  });
  const [first] = rows;
  console.log('| | calls/s (median) | µs | time as a multiple of the first |\n|---|---|---|---|');
  for (const { name, medianUs, perSecond } of rows) {
    const ratio = medianUs / (first?.medianUs ?? Number.NaN);
    console.log(
      `| ${name} | ${Math.round(perSecond).toLocaleString('en')} | ${medianUs.toFixed(1)} | ${ratio.toFixed(2)} |`,
    );
  }
}
