import { collections } from '../src/collections/generated/collections.ts';
import type { Json } from '../src/kernel/json.ts';
import { asObject, isObject } from '../src/kernel/json.ts';
import type { TestProject } from './test-project.ts';

const LINK = 'https://www.googleapis.com/compute/v1/projects/p1/';

/** Fields that hold links which may outlive what they point at: of operations, and those whose rule says so. */
const HISTORY: ReadonlySet<string> = new Set([
  'targetLink',
  'selfLink',
  'selfLinkWithId',
  ...collections.flatMap(({ references = {} }) =>
    Object.entries(references).flatMap(([field, { isWeak, isUnchecked }]) =>
      isWeak === true || isUnchecked === true ? [field.slice(field.lastIndexOf('.') + 1)] : [],
    ),
  ),
]);

/** What something was made of, such as `sourceImage`, may be gone as well. */
const isHistory = (field: string): boolean => HISTORY.has(field) || /^source[A-Z]/.test(field);

/** The way out to the internet has a link and no resource. */
const GATEWAY = 'global/gateways/default-internet-gateway';

/** Every link of every resource, with where it stands. */
function linksIn(value: Json | undefined, at: string, found: [string, string][]): void {
  if (typeof value === 'string' && value.startsWith(LINK)) found.push([at, value.slice(LINK.length)]);
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) linksIn(item, `${at}[${index}]`, found);
  else if (isObject(value)) {
    for (const name of Object.keys(value)) if (!isHistory(name)) linksIn(value[name], `${at}.${name}`, found);
  }
}

/** The links of a project's resources that lead nowhere, with where they stand. */
export function danglingLinks({ simulator, send }: TestProject): readonly [string, string][] {
  const found: [string, string][] = [];
  for (const [path, value] of simulator.snapshot().resources) linksIn(asObject(value)['resource'], path, found);
  return found.filter(([, link]) => link !== GATEWAY && send('GET', link).status !== 200);
}
