import type { Property } from '@gcepool/api';
import { schema, schemaNames } from '@gcepool/api';
import { collections } from '../src/collections/generated/collections.ts';
import { documentedLimits } from '../src/collections/documented-limits.ts';
import { coverage } from '../src/coverage.ts';
import { sentenceRules } from '../src/evidence/sentences.ts';

/** A sentence by which the API's description of a field asks something of those who set it. */
export interface Demand {
  /** Such as `RouterNat.natIps`. */
  readonly field: string;
  readonly sentence: string;
  readonly status: Status;
  /** The file that enforces it, or why nothing does, where one of them is known. */
  readonly note?: string | undefined;
}

/** What is known to enforce a demand; `open` if it is not known whether anything does. */
export type Status = 'cited' | 'limit' | 'model' | 'reference' | 'enforced' | 'not enforced' | 'open';

/** Words of sentences that ask for something. */
const DEMANDING =
  /\b(?:must|cannot|can not|can't|at most|at least|maximum|minimum|mutually exclusive|exactly one|no more than|not allowed|not be specified)\b/i;

/** Beginnings of sentences that say what a field is: "Defines a maximum number of connections". */
const DEFINING =
  /^(?:Configures|Defines|Specifies|Maximum|Minimum|(?:The|This is the) (?:maximum|minimum) (?:duration|number|request|version|allowed number)|For example|E\.g\.|This means)\b/i;

/** The demands on fields that clients set, in the order of schemas and fields. @param words of descriptions, by `Schema.field` */
export function demands(words: ReadonlyMap<string, string>): readonly Demand[] {
  const cited = citedSentences();
  const references = new Set(collections.flatMap(({ references: own = {} }) => Object.keys(own)));
  return schemaNames.flatMap((name) =>
    Object.entries(schema(name).properties).flatMap(([key, property]) => {
      const field = `${name}.${key}`;
      if (property.outputOnly === true) return [];
      return sentencesOf(words.get(field) ?? '')
        .filter((sentence) => DEMANDING.test(sentence) && !DEFINING.test(sentence))
        .map((sentence) => {
          const isCited = (cited.get(field) ?? []).some((each) => overlap(each, sentence));
          if (isCited) return { field, sentence, status: 'cited' as const };
          // The names of all resources are described alike, and what is said of their other fields is not.
          if (hasPattern(property, sentence)) return { field, sentence, status: 'model' as const };
          const known = knownOf(field, sentence);
          const status = enforcedBy(field, property, sentence, references) ?? 'open';
          return { field, sentence, ...(known ?? { status }) };
        });
    }),
  );
}

/** What is demanded of a field, sentence by sentence. */
const sentencesOf = (text: string): readonly string[] =>
  text
    .replaceAll(/\s+/g, ' ')
    .split(/(?<=[.!?])\s+(?=[A-Z`'"-])/)
    .map((sentence) => sentence.trim());

function enforcedBy(
  field: string,
  property: Property,
  sentence: string,
  references: ReadonlySet<string>,
): Status | undefined {
  if (Object.hasOwn(documentedLimits, field)) return 'limit';
  if (property.requiredOn !== undefined && /\b(?:specif|provid|required|must be set)/i.test(sentence)) return 'model';
  if (property.enum !== undefined && /\b(?:one of|valid values?|following)\b/i.test(sentence)) return 'model';
  if (property.format === 'byte' && /base64/i.test(sentence)) return 'model';
  return references.has(field) && /\b(?:URL|reference|exist)/i.test(sentence) ? 'reference' : undefined;
}

const hasPattern = ({ pattern }: Property, sentence: string): boolean =>
  pattern !== undefined && PATTERN.test(sentence);

const PATTERN = /RFC ?1035|regular expression|(?:first|last) character|characters long|match (?:of )?the/i;

function knownOf(field: string, sentence: string): Pick<Demand, 'note' | 'status'> | undefined {
  const rule = sentenceRules.find(({ fields, sentences }) => fields.test(field) && sentences?.test(sentence) !== false);
  if (rule === undefined) return undefined;
  return rule.by === undefined ? { status: 'not enforced', note: rule.reason } : { status: 'enforced', note: rule.by };
}

/** The sentences that rules cite, by the field that they are of. */
function citedSentences(): ReadonlyMap<string, readonly string[]> {
  const cited = new Map<string, string[]>();
  for (const source of coverage().flatMap(({ sources = [] }) => sources)) {
    if (!('describedAt' in source)) continue;
    const known = cited.get(source.describedAt) ?? [];
    cited.set(source.describedAt, [...known, source.sentence]);
  }
  return cited;
}

const overlap = (a: string, b: string): boolean => {
  const [one, other] = [a, b].map((text) => text.replaceAll(/\s+/g, ' ').replace(/\.$/, ''));
  return one !== undefined && other !== undefined && (one.includes(other) || other.includes(one));
};
