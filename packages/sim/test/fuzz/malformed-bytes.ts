import type { Dice } from './dice.ts';
import { garbage, mangled } from './garbage.ts';

const SOUND = ['/compute/v1/projects/p1/global/healthChecks', '/compute/v1/projects/p1/zones/us-central1-a'];

/** Those of the API are wrong in two places: what mangles one of them right leaves the other. */
const UNSOUND = [
  '/compute/v!1/projects/P!1/global/healthChecks',
  '/compute/v!1/projects/P!1/zones/us-central1-a',
  '/batch/compute/v1',
  '/computeMetadata/v1/instance/id',
  '/_sim/clock/advance',
  '/_sim/snapshot',
  '/_sim/forks/none/compute/v!1/projects/P!1',
  '//',
  '*',
  'http://compute.googleapis.com/compute/v!1/projects/P!1',
];

const HEADERS = [
  'Host: localhost',
  'Host: localhost',
  'Host: evil.example',
  'Content-Length: 12',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: chunked, identity',
  'Content-Encoding: gzip',
  'Content-Type: multipart/mixed; boundary=b',
  'X-HTTP-Method-Override: GET',
  'X-Gcepool-Fork: __proto__',
  'Expect: 100-continue',
  'Connection: keep-alive, close',
  'Upgrade: websocket',
  ': no name',
  ' folded: header',
  `X-Long: ${'x'.repeat(10_000)}`,
];

// None of them is the body of a request that anything here would carry out.
const BODIES = [
  '',
  '{"name":"A!"}',
  '{',
  '5\r\n{"a":\r\n0\r\n\r\n',
  'ffffffff\r\n',
  '\0\0\0',
  '--b\r\n\r\nGET /\r\n--b--',
];

/** Bytes that look like HTTP and are not, or are and make no sense; a quarter of them make sense in all but one thing. */
export function malformedBytes(dice: Dice): string {
  const method = dice.one([
    'GET',
    'GET',
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'HEAD',
    'OPTIONS',
    'TRACE',
    'PRI',
    garbage(dice),
  ]);
  const isPlain = dice.below(4) === 0;
  const isMangled = !isPlain && dice.below(2) === 0;
  const target = isMangled ? mangled(dice.one(UNSOUND), dice) : dice.one(dice.below(2) === 0 ? SOUND : UNSOUND);
  if (isPlain) {
    const host = dice.one(['localhost', 'evil.example']);
    return `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
  }
  const headers = Array.from({ length: dice.below(6) }, () => dice.one(HEADERS));
  const end = dice.one(['\r\n', '\r\n', '\r\n', '\n', '\r']);
  const version = dice.one(['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9.9', '']);
  const text = [`${method} ${target} ${version}`, 'Host: localhost', ...headers, '', dice.one(BODIES)].join(end);
  return isMangled ? mangled(text, dice) : text;
}
