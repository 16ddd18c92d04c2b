import { expect, test } from 'vitest';
import type { Turn } from '../../test/conversation.ts';
import { CONVERSATION } from '../../test/conversation.ts';
import type { WayIn } from '../../test/ways-in.ts';
import { waysIn } from '../../test/ways-in.ts';
import { createSimulator } from '../simulator.ts';

/** What is said of the way, not of the answer. */
const OF_THE_WAY = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
]);

interface Answer {
  readonly title: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

async function answerTo(
  { title, path, init, knowsAnswer }: Turn,
  { base, fetch }: WayIn,
  etag: string,
): Promise<Answer> {
  const headers = {
    ...(knowsAnswer ? { 'if-none-match': etag } : {}),
    ...Object.fromEntries(new Headers(init?.headers)),
  };
  const response = await fetch(base + path, { ...init, headers });
  const kept = [...response.headers].filter(([name]) => !OF_THE_WAY.has(name));
  return { title, status: response.status, headers: Object.fromEntries(kept), text: await response.text() };
}

async function conversation(name: string): Promise<readonly Answer[]> {
  const open = waysIn[name];
  if (open === undefined) throw new TypeError(`there is no way called ${name}`);
  await using way = await open(createSimulator({ auth: 'required' }));
  const answers: Answer[] = [];
  for (const turn of CONVERSATION) {
    answers.push(await answerTo(turn, way, answers.at(-1)?.headers['etag'] ?? ''));
  }
  return answers;
}

test.for(Object.keys(waysIn))('a conversation goes as it must, by %s', async (name) => {
  const answers = await conversation(name);
  for (const [index, { title, status, says = '', headers = {} }] of CONVERSATION.entries()) {
    const answer = answers[index];
    expect({ title, status: answer?.status }).toEqual({ title, status });
    expect(answer?.text).toContain(says);
    for (const [header, value] of Object.entries(headers)) expect(answer?.headers[header]).toMatch(value);
  }
});

test('every way gives the same answers, byte for byte', async () => {
  const first = await conversation('fetch');
  for (const name of ['msw', 'server']) expect(await conversation(name)).toEqual(first);
});
