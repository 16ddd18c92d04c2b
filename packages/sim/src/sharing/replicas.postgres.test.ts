import process from 'node:process';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { Dice } from '../../test/fuzz/dice.ts';
import { HAS_POSTGRES, postgresForTests } from '../../test/on-postgres.ts';
import type { PostgresServer } from '../../test/postgres-server.ts';
import { Replica } from '../../test/replica.ts';
import type { ResourceOp } from '../../test/resource-history.ts';
import { impossibleIn } from '../../test/resource-history.ts';
import { ResourceWriter } from '../../test/resource-writer.ts';

const SEED = Number(process.env['GCEPOOL_TEST_SEED']);
const ROUNDS = Number(process.env['GCEPOOL_TEST_REPLICA_ROUNDS'] ?? 6);
const REPLICAS = 3;
const WRITERS = 16;
/** How many requests each writer makes in a round, and on how many resources all of them work. */
const REQUESTS = 12;
/** So long no round takes, on however busy a machine. */
const LONGEST_ROUND_MS = 5 * 60_000;
const TROUBLES_IN_ROUND = 3;
const RESOURCES = 6;

/** What befalls servers, their network and the database while they work. */
const TROUBLES = ['kill', 'drop', 'stall', 'restart', 'none'] as const;

async function trouble(kind: (typeof TROUBLES)[number], replica: Replica, server: PostgresServer): Promise<void> {
  if (kind === 'kill') await replica.restart();
  else if (kind === 'drop') replica.proxy.drop();
  else if (kind === 'stall') replica.proxy.stall();
  else if (kind === 'restart') await server.restart();
}

/** What is in the log, as often as it is there, by what it writes. */
async function writtenIn(url: string, cloud: string): Promise<ReadonlyMap<string, number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ json: string }>(`SELECT json FROM gcepool_${cloud} WHERE part = 0`);
  await client.end();
  const counts = new Map<string, number>();
  for (const { json } of rows) {
    for (const [, value = ''] of json.matchAll(/\\"description\\":\\"([^"\\]+)\\"/g)) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return counts;
}

describe.skipIf(!HAS_POSTGRES)(
  'three servers of one cloud, which are killed, cut off and robbed of their database',
  () => {
    const server = postgresForTests();

    test(
      `lose nothing that was answered, do nothing twice, and are of one mind, ${ROUNDS} times from seed ${SEED}`,
      async () => {
        const dice = new Dice(SEED);
        const cloud = `chaos_${SEED}`;
        const replicas: Replica[] = [];
        for (let index = 0; index < REPLICAS; index++) replicas.push(await Replica.start(server().port, cloud));
        const seen = { done: 0, conflict: 0, absent: 0, refused: 0, unknown: 0 };
        try {
          for (let round = 0; round < ROUNDS; round++) {
            const histories = new Map<string, ResourceOp[]>();
            let answers = 0;
            const troubles = Array.from({ length: TROUBLES_IN_ROUND }, () => ({
              kind: dice.one(TROUBLES),
              victim: dice.one(replicas),
              after: dice.below(WRITERS * REQUESTS * 0.7),
            })).toSorted((one, other) => one.after - other.after);
            const told = `round ${round}, ${troubles.map(({ kind }) => kind).join(', ')}`;
            let befallen = Promise.resolve();
            const record = (resource: string, op: ResourceOp): void => {
              histories.set(resource, [...(histories.get(resource) ?? []), op]);
              seen[op.result.kind]++;
              answers++;
              while (troubles[0] !== undefined && troubles[0].after <= answers) {
                const { kind, victim } = troubles.shift() ?? { kind: 'none', victim: replicas[0] };
                if (victim !== undefined) befallen = befallen.then(() => trouble(kind, victim, server()));
              }
            };
            const urls = replicas.map((replica) => () => replica.url);
            const name = (index: number): string => `r${round}-${index}`;
            await Promise.all(
              Array.from({ length: WRITERS }, async (_, index) => {
                const own = new Dice(dice.below(2 ** 31));
                const writer = new ResourceWriter(`w${index}-${round}`, urls, own, record);
                for (let request = 0; request < REQUESTS; request++) await writer.work(name(own.below(RESOURCES)));
              }),
            );
            await befallen;
            // What each of them says at last is part of what must fit together.
            const reader = new Dice(round);
            for (const url of urls) {
              const last = new ResourceWriter('reader', [url], reader, record);
              for (const resource of histories.keys()) await last.read(resource);
            }
            const texts = await Promise.all(urls.map(async (url) => (await fetch(`${url()}/_sim/snapshot`)).text()));
            for (const text of texts) expect(text).toContain('"format": "gcepool-simulator"');
            expect(new Set(texts).size, `${told}: the servers are of different minds`).toBe(1);
            const written = await writtenIn(server().url, cloud);
            for (const [resource, history] of histories) {
              expect(impossibleIn(history), `${told}: ${resource}`).toBeUndefined();
              for (const { value = '', result } of history) {
                const times = written.get(value) ?? 0;
                expect(times, `${told}: ${value}`).toBeLessThanOrEqual(1);
                if (result.kind === 'done' && value !== '' && times === 0)
                  throw new Error(`${value} was answered and is lost`);
              }
            }
          }
        } finally {
          for (const replica of replicas) await replica.stop();
        }
        process.stderr.write(`${ROUNDS} rounds: ${JSON.stringify(seen)}\n`);
        expect(seen.done).toBeGreaterThan(ROUNDS * WRITERS);
      },
      ROUNDS * LONGEST_ROUND_MS,
    );
  },
);
