import { readFile } from 'node:fs/promises';
import { usageFailure } from '../failure.ts';
import { whyUnreadable } from '../why-unreadable.ts';
import type { Exchange } from './exchange.ts';
import type { Json } from './json.ts';
import { isJsonObject } from './json.ts';

/** Reads a recording. @throws Failure that names the file, the line and what is wrong */
export async function readRecording(file: string): Promise<readonly Exchange[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw usageFailure(`${file}: cannot be read: ${whyUnreadable(error)}`, error);
  });
  const exchanges = text.split('\n').flatMap((line, index) => (line === '' ? [] : [readLine(file, index + 1, line)]));
  if (exchanges.length === 0) throw usageFailure(`${file}: holds no exchange; \`gcepool record\` writes them`);
  return exchanges;
}

function readLine(file: string, number: number, line: string): Exchange {
  let value: Json;
  try {
    value = JSON.parse(line) as Json;
  } catch (error) {
    throw usageFailure(`${file}: line ${number} is no JSON`, error);
  }
  const isExchange =
    isJsonObject(value) &&
    ['method', 'path'].every((name) => typeof value[name] === 'string') &&
    typeof value['status'] === 'number' &&
    value['responseBody'] !== undefined;
  if (!isExchange)
    throw usageFailure(`${file}: line ${number} is no exchange: it has no method, path, status and responseBody`);
  // The fields that follow are read with care; those that decide are checked.
  return value as unknown as Exchange;
}
