import { referencedPath } from '../../kernel/reference-path.ts';
import { LINK_BASE, linkOf } from '../../kernel/self-link.ts';

/** The link to what a literal names, if it names a resource: links in filters have all the spellings that links in bodies have. */
export function linkNamed(literal: string, project: string): string | undefined {
  const path = literal.includes('/') ? referencedPath(literal, project) : undefined;
  return path === undefined ? undefined : linkOf(path);
}

/** An expression that begins with a link to some host, for texts that are links to ours. */
export const withOurHost = (expression: string): string =>
  expression.replace(/^https?:\/\/[^/]+\/compute\/[^/]+\//, LINK_BASE.replaceAll('.', String.raw`\.`));
