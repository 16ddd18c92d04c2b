import { expect, test } from 'vitest';
import { dropSpareComments } from './spare-comments.ts';

const field = (comment: string, name: string): string =>
  `export interface TargetProxy {\n    /** ${comment} */\n    ${name}?: string | undefined;\n}\n`;
const bare = (name: string): string => `export interface TargetProxy {\n    ${name}?: string | undefined;\n}\n`;

test.each([
  ['URL of the target proxy.', 'urlMap'],
  ['The URL map.', 'urlMap'],
  ['- `A`: The best.', 'urlMap'],
  ['What can be matched:', 'urlMap'],
  ['Unique, and defined by the server.', 'id'],
])('a comment that tells no more than names goes: %s', (comment, name) => {
  expect(dropSpareComments(field(comment, name))).toBe(bare(name));
});

test.each([
  ['The URL map to match requests by.', 'urlMap'],
  ['Output only. The URL map.', 'urlMap'],
  ['@deprecated The URL map.', 'urlMap'],
  ['The maximum.', 'mostItems'],
])('one that tells more stays: %s', (comment, name) => {
  expect(dropSpareComments(field(comment, name))).toBe(field(comment, name));
});

test('so it is with comments of interfaces', () => {
  const declared = 'export interface TargetProxy {\n}\n';
  expect(dropSpareComments(`/** Represents a target proxy resource. */\n${declared}`)).toBe(declared);
  expect(dropSpareComments(`/** The proxy of a name. */\nexport interface Name {\n}\n`)).toContain('/** The proxy');
});
