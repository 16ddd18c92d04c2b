import { badRequest } from '../kernel/refusal.ts';

/** How deeply messages may be nested: the limit that protocol buffers set for JSON. */
const DEEPEST = 100;

/**
 * Reads the body of a request: JSON text, or a value, which stands for the JSON text that a client makes of it.
 *
 * @returns a value of its own, that nobody else can write to; undefined for an empty body
 * @throws Refusal when it is not JSON or nested too deeply
 */
export function readPayload(body: unknown): unknown {
  if (body === undefined) return undefined;
  const value = parse(body);
  if (isDeeper(value, DEEPEST)) {
    throw badRequest(`Invalid JSON payload received. Message too deep: at most ${DEEPEST} levels.`, 'parseError');
  }
  return value;
}

function parse(body: unknown): unknown {
  try {
    const text = payloadText(body);
    return text.trim() === '' ? undefined : JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'not JSON';
    throw badRequest(`Invalid JSON payload received. ${detail}`, 'parseError');
  }
}

/** The body as a client sends it. @throws TypeError or RangeError when JSON cannot say it */
export const payloadText = (body: unknown): string =>
  // JSON.stringify gives undefined for what has no JSON at all, such as a function.
  typeof body === 'string' ? body : (JSON.stringify(body) ?? '');

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1)));
