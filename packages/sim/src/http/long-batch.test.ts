import { expect, test } from 'vitest';
import type { ApiResponse } from '../api/response.ts';
import { answerHttp } from './answer-http.ts';
import { textOfBody } from './http-answer.ts';

const batchOf = (calls: number) => ({
  method: 'POST',
  url: '/batch/compute/v1',
  headers: { 'content-type': 'multipart/mixed; boundary=b' },
  body: `${'--b\n\nGET /compute/v1/projects/p1/zones\n\n'.repeat(calls)}--b--`,
});

test('a long batch lets others have their turn in between', async () => {
  let made = 0;
  const slow = (): ApiResponse => {
    const end = performance.now() + 10;
    while (performance.now() < end);
    made++;
    return { status: 200, headers: {}, body: {} };
  };
  const answered = answerHttp(slow, batchOf(20));
  let madeBefore = Infinity;
  setImmediate(() => (madeBefore = made));
  await answered;
  expect(made).toBe(20);
  expect(madeBefore).toBeLessThan(20);
});

test('a batch is answered until its answer is too long, and is told so', async () => {
  const long = 'x'.repeat(10 * 1024 * 1024);
  let made = 0;
  const wordy = (): ApiResponse => {
    made++;
    return { status: 200, headers: {}, text: long };
  };
  const text = textOfBody((await answerHttp(wordy, batchOf(4))).body);
  expect(made).toBe(2);
  expect(text.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 403', 'HTTP/1.1 403']);
});
