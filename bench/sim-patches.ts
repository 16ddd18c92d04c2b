import { LARGE_RESOURCES } from './large-resources/index.ts';
import { patchCosts } from './patch-costs.ts';

const ROWS = 60;

/** What a small change takes of a small resource and of a large one, and how many times as much. */
export async function run(): Promise<void> {
  console.log(
    '| change, and the read that ends its operation | small | µs | large | µs | times |\n|---|---|---|---|---|---|',
  );
  for (const resource of LARGE_RESOURCES) {
    const { small, large } = patchCosts(resource, ROWS);
    const costs = [resource.small, small.toFixed(0), resource.large, large.toFixed(0), (large / small).toFixed(1)];
    console.log(`| ${resource.what} | ${costs.join(' | ')} |`);
  }
}
