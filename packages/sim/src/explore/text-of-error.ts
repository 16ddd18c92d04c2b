/** The first line of what was thrown. */
export function textOfError(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = (text.split('\n')[0] ?? '').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
