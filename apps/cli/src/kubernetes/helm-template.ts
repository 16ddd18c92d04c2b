const wayOut = 'render it first: `helm template RELEASE CHART`';

/** That a text is a Helm template, and where it first shows; `undefined` where it is none. */
export function templateProblem({ text, line }: { readonly text: string; readonly line: number }): string | undefined {
  const at = text.indexOf('{{');
  if (at === -1) return undefined;
  const shown = /^\{\{.*?(?:\}\}|$)/m.exec(text.slice(at))?.[0] ?? '{{';
  const lineAt = line + text.slice(0, at).split('\n').length - 1;
  return `is a Helm template (line ${lineAt}: ${shown}); ${wayOut}`;
}

/** The same for a value of a field that was read. */
export function templateInValue(value: unknown): string | undefined {
  const shown = /\{\{.*?(?:\}\}|$)/.exec(JSON.stringify(value ?? null))?.[0];
  return shown === undefined ? undefined : `is a Helm template (${shown}); ${wayOut}`;
}
