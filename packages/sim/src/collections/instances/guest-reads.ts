import type { JsonObject } from '../../kernel/json.ts';
import { badRequest, Refusal } from '../../kernel/refusal.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Resource } from '../../wire/wire.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import type { Guest } from './guest.ts';
import { bytesFrom, guestOf, outputOf } from './guest.ts';

type Instance = Resource<'Instance'>;

/**
 * What was said that it printed. `start` counts bytes from the first that it ever printed, or if negative from the last; what is
 * discarded is passed over (description of the parameter).
 */
export const getSerialPortOutput: Verb<JsonObject, Instance> = (call, transaction) => {
  calledResource<Instance>(call, transaction);
  const port = Number(call.query.get('port') ?? 1);
  const asked = Number(call.query.get('start') ?? 0);
  if (!Number.isSafeInteger(asked)) throw badRequest(`Invalid value for field 'start': '${asked}'.`);
  const { start: oldest, contents } = outputOf(guestOf(call.path, transaction.state), port);
  const next = oldest + Buffer.byteLength(contents);
  const start = Math.max(oldest, asked < 0 ? next + asked : asked);
  return {
    answer: {
      kind: 'compute#serialPortOutput',
      selfLink: linkOf(`${call.path}/serialPort`),
      contents: bytesFrom(contents, start - oldest),
      start: String(start),
      next: String(Math.max(start, next)),
    },
  };
};

/**
 * What was said that it published: all of a path, of a namespace (`ns/`) or one (`ns/key`), or the value of a key. Nothing of what
 * is asked for is a 404, in the words that a client of Google's looks for.
 */
export const getGuestAttributes: Verb<JsonObject, Instance> = (call, transaction) => {
  calledResource<Instance>(call, transaction);
  const variableKey = call.query.get('variableKey');
  const path = variableKey ?? call.query.get('queryPath') ?? '';
  const items = attributesAt(guestOf(call.path, transaction.state), path);
  const [first] = items;
  if (first === undefined) {
    throw new Refusal(404, 'notFound', `The resource '${path}' of type 'Guest Attribute' was not found.`);
  }
  const found =
    variableKey === undefined
      ? { queryPath: path, queryValue: { items } }
      : { variableKey, variableValue: first.value };
  return {
    answer: { kind: 'compute#guestAttributes', selfLink: linkOf(`${call.path}/guestAttributes/${path}`), ...found },
  };
};

function attributesAt(
  { attributes }: Guest,
  path: string,
): readonly { namespace: string; key: string; value: string }[] {
  return Object.entries(attributes)
    .flatMap(([namespace, values]) => Object.entries(values).map(([key, value]) => ({ namespace, key, value })))
    .filter(({ namespace, key }) => path === '' || path === `${namespace}/` || path === `${namespace}/${key}`);
}
