import type { Method } from '@gcepool/api';
import { methods, schema } from '@gcepool/api';
import type { ApiRequest } from '../../src/index.ts';
import type { Dice } from './dice.ts';
import { garbage, mangled } from './garbage.ts';

/**
 * A request that is no request of the API, each in one way: whatever method it means, it must change nothing. The seed of
 * the dice gives it again.
 */
export const malformedRequest = (dice: Dice): ApiRequest => dice.one(WAYS)(dice, dice.one(methods));

type Way = (dice: Dice, method: Method) => ApiRequest;

const WAYS: readonly Way[] = [
  badPath,
  badPath,
  // A URL that was mangled may still be one of the API's: with the verb of a read that does no harm.
  (dice, method) => ({ method: 'GET', url: mangledUrl(urlOf(method), dice) }),
  (dice, method) => ({ method: `${mangled(method.httpMethod, dice)}_`, url: urlOf(method) }),
  (dice) => ({ method: garbage(dice), url: garbage(dice), body: garbage(dice) }),
  brokenText,
  unknownField,
  wrongType,
  badQuery,
  notJson,
  badBatch,
];

const HOSTILE_SEGMENTS = [
  '',
  '.',
  '..',
  '%2e%2e',
  '%00',
  '%',
  '%zz',
  '%2F',
  '__proto__',
  'A',
  '-',
  '😀',
  'x'.repeat(64),
];
const NOTHING_OF_JSON = ['', 'null', '[]', '0', '"x"', 'true', '{', '{}{}', 'NaN', '\uFEFF{}', "{'a':1}", '{"a":1,}'];
const WRONG: readonly unknown[] = [{ zz: [] }, [[]], [null], { __proto__: null, constructor: 1 }];

const urlOf = ({ path }: Method): string => `/compute/v1/${path.replaceAll(/\{[^}]*\}/g, placeholder)}`;
const placeholder = (name: string): string => PLACES[name] ?? 'a';
const PLACES: Readonly<Record<string, string>> = {
  '{project}': 'p1',
  '{zone}': 'us-central1-a',
  '{region}': 'us-central1',
};

/** A method that takes a body, in place of one that takes none. */
const takesBody = methods.filter(
  ({ request }) => request !== undefined && Object.keys(schema(request).properties).length > 0,
);

/** The project stays what it is: to read in another one makes that project. */
function mangledUrl(url: string, dice: Dice): string {
  const [before = '', after] = url.split('/p1/', 2);
  return after === undefined
    ? mangled(url, dice).replace('projects', 'project')
    : `${before}/p1/${mangled(after, dice)}`;
}

function badPath(dice: Dice, method: Method): ApiRequest {
  const segments = urlOf(method).split('/');
  const at = 3 + dice.below(segments.length - 3);
  segments[at] = dice.one(HOSTILE_SEGMENTS);
  const isMutation = method.httpMethod !== 'GET';
  // Without a body, what happens to hit upon a path of the API is refused all the same.
  return { method: method.httpMethod, url: segments.join('/') + (isMutation ? '/zz' : '') };
}

function brokenText(dice: Dice): ApiRequest {
  const method = dice.one(takesBody);
  const whole = JSON.stringify(bodyOf(method, dice));
  return { method: method.httpMethod, url: urlOf(method), body: whole.slice(0, 1 + dice.below(whole.length - 1)) };
}

function unknownField(dice: Dice): ApiRequest {
  const method = dice.one(takesBody);
  const name = dice.one(['zz', '__proto__', 'constructor', 'Name', 'name ', '', '\0', 'x'.repeat(5000)]);
  const value = JSON.stringify(dice.one(WRONG));
  const rest = JSON.stringify(bodyOf(method, dice)).slice(1);
  const comma = rest === '}' ? '' : ',';
  return { method: method.httpMethod, url: urlOf(method), body: `{${JSON.stringify(name)}:${value}${comma}${rest}` };
}

function wrongType(dice: Dice): ApiRequest {
  const method = dice.one(takesBody);
  const names = Object.keys(schema(method.request ?? '').properties);
  const body = { ...bodyOf(method, dice), [dice.one(names)]: dice.one(WRONG), zz: 1 };
  return { method: method.httpMethod, url: urlOf(method), body };
}

function notJson(dice: Dice): ApiRequest {
  const method = dice.one(takesBody);
  const depth = 101 + dice.below(3000);
  const nested = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  const body = dice.below(8) === 0 ? nested : `${dice.one(NOTHING_OF_JSON)}${garbage(dice)}]`;
  return { method: method.httpMethod, url: urlOf(method), body };
}

const QUERIES = ['filter', 'fields', 'orderBy', 'pageToken', 'maxResults', 'alt', 'requestId', 'returnPartialSuccess'];
const PIECES =
  'name labels.k a . * 1 true eq ne = != < : AND OR NOT - desc ( ) [ ] " \' \\ , / \0 😀 (a+)+$ [ {1,99999}'.split(' ');

/** Reads alone: whatever their query, they change nothing. */
function badQuery(dice: Dice): ApiRequest {
  const list = dice.one([
    'global/healthChecks',
    'zones',
    'aggregated/instances',
    'global/operations',
    'global/networks',
  ]);
  const pairs = Array.from({ length: 1 + dice.below(3) }, () => {
    const value = Array.from({ length: dice.below(12) }, () => dice.one(PIECES)).join(dice.one(['', ' ']));
    return `${dice.one(QUERIES)}=${dice.below(4) === 0 ? mangled(value, dice) : encodeURIComponent(value)}`;
  });
  return { method: 'GET', url: `/compute/v1/projects/p1/${list}?${pairs.join('&')}` };
}

function badBatch(dice: Dice, method: Method): ApiRequest {
  // Wrong in two places: what mangles one of them right leaves the other.
  const url = urlOf(method).replace('/v1/projects/p1', '/v!1/projects/P!1');
  return {
    method: 'POST',
    url: '/batch/compute/v1',
    headers: { 'content-type': dice.one(['multipart/mixed; boundary=b', 'multipart/mixed', garbage(dice)]) },
    body: mangled(`--b\ncontent-type: application/http\n\n${method.httpMethod} ${url}/zz\n\n--b--`, dice),
  };
}

function bodyOf(method: Method, dice: Dice): Record<string, unknown> {
  const names = Object.keys(schema(method.request ?? '').properties);
  return { name: 'a', [dice.one(names)]: dice.one(['a', 1, true, 'default']) };
}
