const patterns = new Map<string, RegExp>();

/** A pattern of the API model, anchored, as the service applies it. */
export function patternOf(pattern: string): RegExp {
  let regex = patterns.get(pattern);
  if (regex === undefined) patterns.set(pattern, (regex = new RegExp(`^(?:${pattern})$`)));
  return regex;
}
