import { re2 } from '../../kernel/re2.ts';

/**
 * What tells whether an RE2 expression matches a whole text, in time linear in the text.
 *
 * @returns undefined for what is no RE2 expression
 */
export function wholeMatch(pattern: string): ((text: string) => boolean) | undefined {
  try {
    const regex = re2().compile(pattern);
    return (text) => regex.matches(text);
  } catch {
    return undefined;
  }
}
