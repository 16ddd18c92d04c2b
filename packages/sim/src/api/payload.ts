import { badRequest, Refusal } from '../kernel/refusal.ts';
import type { JsonSize } from './json-size.ts';
import { jsonSizeOf } from './json-size.ts';

/**
 * The depth is the limit that protocol buffers set for JSON. How many fields and items there may be in all is a limit of ours,
 * ten times that of one list.
 */
const MOST: JsonSize = { depth: 100, values: 50_000 };

/**
 * Reads the body of a request: JSON text, or a value, which stands for the JSON text that a client makes of it.
 *
 * @param most how much it may hold; default: as much as one request to the API
 * @returns a value of its own, that nobody else can write to; undefined for an empty body
 * @throws Refusal when it is not JSON, nested too deeply, or holds too much
 */
export function readPayload(body: unknown, most: JsonSize = MOST): unknown {
  if (body === undefined) return undefined;
  const text = textIn(body);
  // Before it is parsed, which may cost a second for what compressed is a few hundred bytes.
  const { depth, values } = jsonSizeOf(text, most);
  if (depth > most.depth) {
    throw badRequest(`Invalid JSON payload received. Message too deep: at most ${most.depth} levels.`, 'parseError');
  }
  if (values > most.values) {
    throw new Refusal(413, 'uploadTooLarge', `The request holds more than ${most.values} fields and items.`);
  }
  return parse(text);
}

function textIn(body: unknown): string {
  try {
    return payloadText(body);
  } catch (error) {
    throw notJson(error);
  }
}

function parse(text: string): unknown {
  try {
    return text.trim() === '' ? undefined : JSON.parse(text);
  } catch (error) {
    throw notJson(error);
  }
}

const notJson = (error: unknown): Refusal =>
  badRequest(`Invalid JSON payload received. ${error instanceof Error ? error.message : 'not JSON'}`, 'parseError');

/** The body as a client sends it. @throws TypeError or RangeError when JSON cannot say it */
export const payloadText = (body: unknown): string =>
  // JSON.stringify gives undefined for what has no JSON at all, such as a function.
  typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
