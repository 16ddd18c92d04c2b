import { isApiVersion, type ApiInWords } from './api-in-words.ts';
import type { ApiVersion } from '../../src/index.ts';
import { inOneLine } from './words.ts';

/** A rule that was built from a sentence of a discovery document. */
export interface Citation {
  /** What to look at when the sentence changes, such as the file of the rule and the method. */
  readonly rule: string;
  /** `Schema`, `Schema.field` or the id of a method: `BackendService.timeoutSec`, `instances.setLabels`. */
  readonly describedAt: string;
  /** A part of the description there, word for word; line breaks do not count. */
  readonly sentence: string;
  /** The version whose document has it. Default: v1. */
  readonly version?: ApiVersion;
}

/** A rule whose sentence is not in the document. */
export interface BrokenCitation extends Citation {
  /** What is said there instead; absent where nothing is. */
  readonly now?: string;
}

/** The citations of that version whose sentence is not where they say. */
export function brokenCitations(citations: readonly Citation[], { version, words }: ApiInWords): BrokenCitation[] {
  return citations.flatMap((citation) => {
    if ((citation.version ?? 'v1') !== version) return [];
    const now = words.get(citation.describedAt);
    if (now?.includes(inOneLine(citation.sentence)) === true) return [];
    return [{ ...citation, ...(now !== undefined && { now }) }];
  });
}

/** Reads citations from JSON, a list of them; throws where it is none. */
export function parseCitations(json: string): Citation[] {
  const value: unknown = JSON.parse(json);
  if (!Array.isArray(value)) throw new Error('Citations are a list of { rule, describedAt, sentence }');
  return value.map((entry: unknown, i) => {
    if (!isCitation(entry)) {
      throw new Error(
        `Citation ${i} is not { rule, describedAt, sentence }, all of them texts: ${JSON.stringify(entry)}`,
      );
    }
    return entry;
  });
}

function isCitation(entry: unknown): entry is Citation {
  if (typeof entry !== 'object' || entry === null) return false;
  const texts = ['rule', 'describedAt', 'sentence'].map((name) => Object.getOwnPropertyDescriptor(entry, name)?.value);
  const version: unknown = Object.getOwnPropertyDescriptor(entry, 'version')?.value;
  return (
    texts.every((text) => typeof text === 'string' && text !== '') && (version === undefined || isApiVersion(version))
  );
}
