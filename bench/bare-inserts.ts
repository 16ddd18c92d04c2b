import pg from 'pg';
import type { Measured } from './write-load.ts';

/** What the database itself takes: rows of about the length of an entry, each by itself. */
export async function bareInserts(url: string, connections: number, inserts: number): Promise<Measured> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  await clients[0]?.query('CREATE TABLE IF NOT EXISTS bare (position bigserial PRIMARY KEY, json text NOT NULL)');
  const json = 'x'.repeat(300);
  const latencies: number[] = [];
  let left = inserts;
  const start = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (left-- > 0) {
        const sent = performance.now();
        await client.query({ name: 'bare', text: 'INSERT INTO bare (json) VALUES ($1)', values: [json] });
        latencies.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return { perSecond: inserts / seconds, latencies: latencies.toSorted((a, b) => a - b) };
}
