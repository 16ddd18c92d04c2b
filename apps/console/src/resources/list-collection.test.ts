import { createSimulator } from '@gcepool/sim';
import { expect, test } from 'vitest';
import type { Server } from '../server/server.ts';
import { collectionPaths, countsByCollection, listAll, projectsIn } from './list-collection.ts';

const simulator = createSimulator();
for (let index = 0; index < 620; index++) {
  const place = index < 600 ? 'global' : 'regions/us-central1';
  simulator.handle({
    method: 'POST',
    url: `/compute/v1/projects/p/${place}/addresses`,
    body: { name: `a-${index}` },
  });
}
simulator.clock.runUntilIdle();

/** What of a server a list asks. */
const server = {
  peek: async (path: string) => {
    const { status, body } = simulator.peek({ method: 'GET', url: `/compute/v1/${path}` });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  },
} as Pick<Server, 'peek'> as Server;

test('a list has all pages of all places, and what a filter of the API’s grammar leaves', async () => {
  const counts = simulator.links.counts();
  expect(projectsIn(counts)).toEqual(['p']);
  expect(countsByCollection(counts, 'p').get('addresses')).toBe(620);
  expect(countsByCollection(counts, 'q').size).toBe(0);
  const paths = collectionPaths(counts, 'p', 'addresses');
  expect(paths).toEqual(['projects/p/global/addresses', 'projects/p/regions/us-central1/addresses']);
  expect(new Set((await listAll(server, paths, '')).map(({ name }) => name)).size).toBe(620);
  expect((await listAll(server, paths, 'name eq "a-6.."')).length).toBe(20);
  await expect(listAll(server, paths, ')(')).rejects.toThrow('filter');
});
