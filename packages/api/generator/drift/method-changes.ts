import type { Method } from '../../src/index.ts';
import type { ApiInWords } from './api-in-words.ts';
import { encodeParameter } from '../encode.ts';
import type { Changed } from './field-changes.ts';

interface MethodChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly Changed[];
}

type Methods = Pick<ApiInWords, 'methods' | 'globalParameters'>;

/** Which methods came and went, and what is different about those that both revisions have, and about all of them. */
export function methodChanges(before: Methods, after: Methods): MethodChanges {
  const then = new Map(before.methods.map((method) => [method.id, method]));
  const now = new Map(after.methods.map((method) => [method.id, method]));
  const changed = after.methods.map((method): Changed => {
    const earlier = then.get(method.id) ?? method;
    return { name: method.id, changes: changesBetween(facts(earlier), facts(method)) };
  });
  const everywhere = changesBetween(parameterFacts(before.globalParameters), parameterFacts(after.globalParameters));
  return {
    added: [...now.keys()].filter((id) => !then.has(id)),
    removed: [...then.keys()].filter((id) => !now.has(id)),
    changed: [{ name: 'every method', changes: everywhere }, ...changed].filter(({ changes }) => changes.length > 0),
  };
}

type Facts = ReadonlyMap<string, string>;

function facts({ httpMethod, path, request, response, operationScope, deprecated, parameters }: Method): Facts {
  const own = { verb: httpMethod, path, request, response, 'operation scope': operationScope, deprecated };
  return new Map([
    ...Object.entries(own).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
    ...parameterFacts(parameters),
  ]);
}

function parameterFacts(parameters: Method['parameters']): Facts {
  return new Map(
    Object.entries(parameters).map(([name, parameter]) => [`parameter ${name}`, encodeParameter(parameter)]),
  );
}

function changesBetween(before: Facts, after: Facts): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name) ?? 'none'} → ${after.get(name) ?? 'none'}`);
}
