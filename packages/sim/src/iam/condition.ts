import type { Environment as CelEnvironment, ParseResult } from '@marcbachmann/cel-js';
import { requirePackage } from '../kernel/require-package.ts';
import { collectionOf } from '../kernel/resource-path.ts';

/** What a condition is about. */
export interface ConditionContext {
  /** Path of the resource. */
  readonly resource: string;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

let environment: CelEnvironment | undefined;
/** What was parsed, by its text: conditions are few, and each is asked again with every call. */
const parsed = new Map<string, ParseResult>();
const MOST_PARSED = 1000;

/** The language is loaded by the first condition: most policies have none. */
function load(): CelEnvironment {
  // The package has that export: its own types say so.
  const { Environment } = requirePackage('@marcbachmann/cel-js') as { readonly Environment: typeof CelEnvironment };
  return new Environment()
    .registerVariable({ name: 'resource', schema: { name: 'string', type: 'string', service: 'string' } })
    .registerVariable({ name: 'request', schema: { time: 'google.protobuf.Timestamp' } })
    .registerFunction('string.extract(string): string', extract);
}

/** Why an expression is no condition that can be evaluated here; undefined if it is. */
export function refusalOfCondition(expression: string): string | undefined {
  // Patterns can be such that no end of the search is in sight.
  if (/\.\s*matches\s*\(/.test(expression))
    return 'matches() is not simulated; use startsWith(), endsWith() or extract()';
  try {
    const { valid, type, error } = parse(expression).check();
    if (!valid) return firstLine(error);
    return type === 'bool' || type === 'dyn' ? undefined : `it is a ${type}, and must be true or false`;
  } catch (error) {
    return firstLine(error);
  }
}

/** Whether a condition that was not refused holds. One that comes to no answer does not. */
export function holds(expression: string, { resource, now }: ConditionContext): boolean {
  try {
    const result: unknown = parse(expression)({
      resource: { name: resource, type: typeOf(resource), service: serviceOf(resource) },
      request: { time: new Date(now) },
    });
    return result === true;
  } catch {
    return false;
  }
}

function parse(expression: string): ParseResult {
  const known = parsed.get(expression);
  if (known !== undefined) return known;
  environment ??= load();
  const made = environment.parse(expression);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(expression, made);
  return made;
}

/** The part of a name that stands where the template has `{…}`; empty where the template does not fit. */
function extract(text: string, template: string): string {
  const [, before = '', after = ''] = /^(.*)\{[^{}]*\}(.*)$/s.exec(template) ?? [];
  const start = text.indexOf(before);
  if (start === -1) return '';
  const from = start + before.length;
  const end = after === '' ? text.length : text.indexOf(after, from);
  return end === -1 ? '' : text.slice(from, end);
}

const isProject = (resource: string): boolean => resource.startsWith('projects/') && resource.indexOf('/', 9) === -1;

const serviceOf = (resource: string): string =>
  isProject(resource) ? 'cloudresourcemanager.googleapis.com' : 'compute.googleapis.com';

/** `compute.googleapis.com/Instance`. */
function typeOf(resource: string): string {
  if (isProject(resource)) return 'cloudresourcemanager.googleapis.com/Project';
  const singular = collectionOf(resource)
    .replace(/ies$/, 'y')
    .replace(/sses$/, 'ss')
    .replace(/(?<!s)s$/, '');
  return `compute.googleapis.com/${singular.charAt(0).toUpperCase()}${singular.slice(1)}`;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
