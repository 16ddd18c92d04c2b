import type { Json } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';
import type { Renaming } from './renaming.ts';

const TOKEN = /[\w-]+/g;
/** Fingerprints have slashes too. */
const LINK = /^(?:https?:\/\/|projects\/)/;

/**
 * Learns what the service called otherwise where everything is renamed: names and numbers that it made up, which later requests may name.
 *
 * @param was its answer as it was
 * @param is its answer to the same request, renamed
 */
export function learnFromAnswers(renaming: Renaming, was: Json | undefined, is: Json | undefined): void {
  if (typeof was === 'string' && typeof is === 'string') learnText(renaming, was, is);
  else if (Array.isArray(was) && Array.isArray(is)) {
    for (const [index, item] of was.entries()) learnFromAnswers(renaming, item, alike(renaming, item, is) ?? is[index]);
  } else if (isObject(was) && isObject(is)) {
    for (const [key, value] of Object.entries(was)) {
      const other = own(is, key) ?? own(is, renaming.text(key));
      learnFromAnswers(renaming, value, other);
    }
  }
}

/** The item of the same id, or of the stand-in's name: lists are in the order of names, and names are others. */
function alike(renaming: Renaming, item: Json, others: readonly Json[]): Json | undefined {
  if (!isObject(item)) return undefined;
  const { id, name } = item;
  const objects = others.filter(isObject);
  return (
    (id === undefined ? undefined : objects.find((other) => other['id'] === id)) ??
    (typeof name === 'string' ? objects.find((other) => other['name'] === renaming.text(name)) : undefined)
  );
}

function learnText(renaming: Renaming, was: string, is: string): void {
  // Sentences are nothing that a request names.
  if (was.includes(' ') || renaming.text(was) === is) return;
  if (!LINK.test(was)) return renaming.learn(was, is);
  const [tokens, others] = [was.match(TOKEN) ?? [], is.match(TOKEN) ?? []];
  if (tokens.length !== others.length) return;
  for (const [index, token] of tokens.entries()) {
    const other = others[index];
    if (other !== undefined && renaming.text(token) !== other) renaming.learn(token, other);
  }
}
