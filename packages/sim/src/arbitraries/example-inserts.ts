import type { Examples } from '../collections/examples.ts';
import { exampleFiles } from '../collections/generated/examples.ts';

/** Besides a name, what an insert into a collection cannot do without. */
export const bodies: Examples = Object.assign({}, ...exampleFiles.map((file) => file.bodies)) as Examples;

/** What the query of an insert cannot do without. */
export const queries: Readonly<Record<string, string>> = Object.assign(
  {},
  ...exampleFiles.map((file) => file.queries),
) as Readonly<Record<string, string>>;
