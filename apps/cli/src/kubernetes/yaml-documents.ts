import { isMap, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Document } from 'yaml';
import { templateProblem } from './helm-template.ts';
import type { ParsedDocument } from './json-documents.ts';
import type { Source } from './read-source.ts';

/** The documents of a YAML text, empty ones left out. One that cannot be read spoils no other. */
export function yamlDocuments({ name, text }: Source): ParsedDocument[] {
  const lines = new LineCounter();
  const documents = [...parseAllDocuments(text, { merge: true, logLevel: 'silent', lineCounter: lines })];
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const starts = documents.map(({ contents, range, errors }) => contents?.range?.[0] ?? errors[0]?.pos[0] ?? range[0]);
  const read = documents.map((document, index) => {
    const from = starts[index] ?? 0;
    const source = { text: text.slice(from, starts[index + 1]), line: lineAt(from) };
    return { line: source.line, ...contentOf(document, source) };
  });
  const filled = read.filter((one) => !('value' in one) || (one.value !== null && one.value !== undefined));
  return filled.map(({ line, ...rest }, index) => ({
    where: filled.length === 1 ? name : `${name} document ${index + 1} (line ${line})`,
    ...rest,
  }));
}

function contentOf(
  document: Document.Parsed,
  source: { readonly text: string; readonly line: number },
): { readonly value: unknown } | { readonly problem: string } {
  const [error] = document.errors;
  if (error !== undefined) return { problem: templateProblem(source) ?? unreadable(error) };
  if (hasTemplate(document)) return { problem: templateProblem(source) ?? 'is a Helm template' };
  try {
    const value: unknown = document.toJS();
    return { value };
  } catch (failure) {
    return { problem: unreadable(failure) };
  }
}

/** True where YAML reads `{{ .Values.port }}` as a map whose key is a map, which no manifest has. */
function hasTemplate(document: Document.Parsed): boolean {
  let isFound = false;
  visit(document, {
    Map: (_, { flow, items }) => {
      if (flow !== true || !isMap(items[0]?.key)) return undefined;
      isFound = true;
      return visit.BREAK;
    },
  });
  return isFound;
}

function unreadable(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `is neither YAML nor JSON: ${message.replace(/:?\n.*/s, '')}`;
}
