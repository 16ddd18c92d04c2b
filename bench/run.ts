/** `npm run bench -- sim`, `npm run bench -- pool`: runs the benchmarks of that name and prints a table each. */
const SUITES: Readonly<Record<string, () => Promise<{ run(): Promise<void> }>>> = {
  'sim-handle': () => import('./sim-handle.ts'),
  'sim-transports': () => import('./sim-transports.ts'),
  'sim-runners': () => import('./sim-runners.ts'),
  'sim-explore': () => import('./sim-explore.ts'),
  'sim-memory': () => import('./sim-memory.ts'),
  'sim-inserts': () => import('./sim-inserts.ts'),
  'sim-large': () => import('./sim-large.ts'),
  'sim-patches': () => import('./sim-patches.ts'),
  'sim-import': () => import('./sim-import.ts'),
  server: () => import('./server.ts'),
  'server-start': () => import('./server-start.ts'),
  'server-lists': () => import('./server-lists.ts'),
  postgres: () => import('./postgres.ts'),
  sharding: () => import('./sharding.ts'),
  rivals: () => import('./rivals.ts'),
  'pool-calls': () => import('./pool-calls.ts'),
  'pool-replace': () => import('./pool-replace.ts'),
  'pool-memory': () => import('./pool-memory.ts'),
  'pool-plan': () => import('./pool-plan.ts'),
};

const words = process.argv.slice(2);
const names = Object.keys(SUITES).filter((name) => words.every((word) => name.includes(word)));
if (names.length === 0) {
  console.error(`no benchmark is called '${words.join(' ')}'; there are: ${Object.keys(SUITES).join(', ')}`);
  process.exit(2);
}
for (const name of names) {
  console.log(`\n## ${name}\n`);
  await (await SUITES[name]?.())?.run();
}
