import { expect, test } from 'vitest';
import { createSimulator } from '../simulator.ts';
import { newsOf } from './event-news.ts';

const NOTHING = { position: '', calls: 0 };

test('nothing is told twice, and a reader that was away learns how much it missed', () => {
  const simulator = createSimulator();
  const call = (times: number) => {
    for (let time = 0; time < times; time++) simulator.handle({ method: 'GET', url: '/nothing' });
  };
  call(2);
  const first = newsOf(simulator, NOTHING, 0);
  expect(first.text).toMatch(/^event: position\ndata: \{.*"calls":2.*\}\n\nevent: calls\ndata: .*"missed":0\}\n\n$/);
  expect(newsOf(simulator, first.told, 0)).toEqual({ text: '', told: first.told });
  call(501);
  const { text, told } = newsOf(simulator, first.told, 0);
  const { calls, missed } = JSON.parse(/^event: calls\ndata: (.*)$/m.exec(text)?.[1] ?? '') as {
    readonly calls: readonly { readonly sequence: number }[];
    readonly missed: number;
  };
  expect([calls.length, calls[0]?.sequence, missed]).toEqual([500, 4, 1]);
  simulator.calls.clear();
  call(1);
  expect(newsOf(simulator, told, 0).text).toContain('"sequence":1');
});

test('faults and forks are news too, and calls are only told of where there were some', () => {
  const simulator = createSimulator();
  const { told } = newsOf(simulator, NOTHING, 0);
  simulator.faults.add({ method: '*', fault: { error: { code: 503 } } });
  const faulty = newsOf(simulator, told, 0);
  expect(faulty.text).toMatch(/^event: position\ndata: \{.*"faults":1,"forks":0\}\n\n$/);
  expect(newsOf(simulator, faulty.told, 1).text).toContain('"forks":1');
});
