import { fileURLToPath } from 'node:url';
import { createSimulator } from '@gcepool/sim';
import type { Simulator } from '@gcepool/sim';
import type { SimulatorServer } from '@gcepool/sim/node';
import { listen } from '@gcepool/sim/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertNodes } from '../cloud/insert-nodes.ts';
import { parseNodes } from '../kubernetes/nodes.ts';
import { EndedWith } from '../failure.ts';
import { plainStyle } from '../output/style.ts';
import { ranCommand } from '../ran-command.test-support.ts';
import { readFile } from 'node:fs/promises';
import { watchStatus } from './watch-status.ts';

const example = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
const PROJECT = 'shop-project';
/** One of those in the example. */
const NODE = 'gke-shop-pool-1a2b';

let simulator: Simulator;
let server: SimulatorServer;
beforeEach(async () => {
  simulator = createSimulator();
  server = await listen(simulator);
  insertNodes(
    simulator,
    PROJECT,
    parseNodes({ name: 'nodes.json', text: await readFile(example('nodes.json'), 'utf8') }).nodes,
  );
  const cloud = ['--endpoint', server.url, '--project', PROJECT, '--cluster', 'uid1'];
  await ranCommand(['sync', '--from', example('shop.yaml'), '--nodes', example('nodes.json'), ...cloud]);
});
afterEach(() => server.close());

/** Looks as often as there is something to be done in between, and once more. */
async function watched(
  ports: readonly number[],
  between: readonly (() => void | Promise<void>)[],
  { output = 'text', isTerminal = false }: { readonly output?: 'text' | 'json'; readonly isTerminal?: boolean } = {},
) {
  const printed: string[] = [];
  const drawn: (readonly string[])[] = [];
  const stop = new AbortController();
  const todo = [...between];
  const clock = {
    now: () => 0,
    random: () => 0.5,
    sleep: async (ms: number) => {
      expect(ms).toBe(5_000);
      const next = todo.shift();
      if (next === undefined) stop.abort();
      else await next();
    },
  };
  const io = {
    print: (line: string) => void printed.push(line),
    remark: () => undefined,
    style: plainStyle,
    ...(isTerminal && { screen: { show: (lines: readonly string[]) => void drawn.push(lines) } }),
  };
  const options = { cluster: 'uid1', endpoint: new URL(server.url), project: PROJECT, watch: 5_000, output };
  const ended = await watchStatus(ports, options, io, {
    clock,
    stop: { graceful: stop.signal, now: new AbortController().signal },
  }).then(
    () => 0,
    (error: unknown) => (error instanceof EndedWith ? error.status : error),
  );
  return { printed, drawn, ended };
}

const fallSick = (): void => {
  simulator.health.set({
    instance: `projects/${PROJECT}/zones/us-central1-a/instances/${NODE}`,
    behaviour: 'down',
  });
  simulator.clock.advance(1_200_000);
};

test('on a terminal it is drawn anew at each look, with the time and how to end it', async () => {
  const { drawn, printed, ended } = await watched([30_080], [fallSick], { isTerminal: true });
  expect(printed).toEqual([]);
  expect(drawn).toHaveLength(2);
  expect(drawn[0]?.[0]).toBe('1970-01-01 00:00:00 UTC, every 5 s; Ctrl-C ends it');
  expect(drawn.map((lines) => lines.find((line) => line.startsWith('30080')))).toEqual([
    expect.stringMatching(/shop\/storefront:http +HTTP +(\d)\/\1 /),
    expect.stringMatching(/UNHEALTHY/),
  ]);
  expect(ended).toBe(0);
});

test('elsewhere lines are printed when they are others, each time with when that was', async () => {
  const nothing = (): void => undefined;
  const { printed } = await watched([30_080], [nothing, nothing, fallSick, nothing]);
  expect(printed.filter((line) => line === '1970-01-01T00:00:00.000Z')).toHaveLength(2);
  expect(printed.filter((line) => /^30080 +shop/.test(line))).toHaveLength(2);
});

test('as JSON it is one line for each change', async () => {
  const { printed } = await watched([30_080], [fallSick], { output: 'json' });
  expect(printed.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ command: 'status', backends: [expect.objectContaining({ nodePort: 30_080 })] }),
    expect.objectContaining({ command: 'status' }),
  ]);
});

test('a look that fails is told and the next one goes on; the status at the end is that of the last', async () => {
  const rule = simulator.faults.add({ method: '*', fault: { error: { code: 403 } } });
  const mended = await watched([], [() => rule.remove()]);
  expect(mended.printed[1]).toContain('403');
  expect(mended.printed.some((line) => line.startsWith('30080'))).toBe(true);
  expect(mended.ended).toBe(0);
  const missing = await watched([1], []);
  expect(missing.ended).toBe(1);
  expect(missing.printed.at(-1)).toContain('no backend service k8s-be-1--uid1');
});

test('a state file, which no other command may change meanwhile, is refused', async () => {
  const { code, remarks } = await ranCommand(['status', '--watch', '--state', '/tmp/none.json']);
  expect([code, remarks]).toEqual([2, [expect.stringContaining('--endpoint URL or --cloud gce')]]);
  const odd = await ranCommand(['status', '--watch=soon', '--endpoint', server.url, '--cluster', 'uid1']);
  expect([odd.code, odd.remarks]).toEqual([2, [expect.stringContaining('Use a number of seconds')]]);
});
