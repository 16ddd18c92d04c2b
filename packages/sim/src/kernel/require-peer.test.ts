import { expect, test } from 'vitest';
import { peerError } from './require-peer.ts';

const SENTENCE =
  'this entry point of @gcepool/sim needs msw 2.7 or newer, which is not installed: npm install --save-dev msw';

test.each([
  [
    "Cannot find module 'msw'\nRequire stack:\n- /p/node_modules/@gcepool/sim/dist/bundle/msw.js",
    'Node.js, by require',
  ],
  ["Cannot find package 'msw' imported from /p/node_modules/@gcepool/sim/dist/bundle/msw.js", 'Node.js, by import'],
  ["Cannot find module 'msw/node'\nRequire stack:", 'a path in it'],
  ["@gcepool/sim tried to access msw (a peer dependency) but it isn't provided by your application", 'Yarn'],
  ['Cannot find package "msw" from "/p/x.cjs"', 'Bun'],
])('%j, of %s, is told as what to install', (message) => {
  const cause = new Error(message);
  expect(peerError('msw', cause)).toEqual(new Error(SENTENCE, { cause }));
});

test.each([
  "Cannot find module '@mswjs/interceptors'\nRequire stack:\n- /p/node_modules/msw/lib/node/index.js",
  "Cannot find module 'msw-snapshot'",
  "Unexpected token 'export'",
])('%j is what it is', (message) => {
  const error = new Error(message);
  expect(peerError('msw', error)).toBe(error);
});
