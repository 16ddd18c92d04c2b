import { expect, test } from 'vitest';
import { readEvents } from './server-sent-events.ts';

const STREAM = 'event: position\ndata: {"calls":1}\n\n:\n\nevent: calls\ndata: a\ndata: b\n\ndata:plain\n\n';
const EVENTS = [
  { event: 'position', data: '{"calls":1}' },
  { event: 'calls', data: 'a\nb' },
  { event: 'message', data: 'plain' },
];

test('events are the same wherever the stream is cut', () => {
  expect(readEvents(STREAM)).toEqual({ events: EVENTS, rest: '' });
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const first = readEvents(STREAM.slice(0, cut));
    const second = readEvents(first.rest + STREAM.slice(cut));
    expect([...first.events, ...second.events]).toEqual(EVENTS);
  }
});
