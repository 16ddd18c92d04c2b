import type { ApiVersion } from '../../src/index.ts';
import type { ApiInWords } from './api-in-words.ts';
import { brokenCitations, type BrokenCitation, type Citation } from './citations.ts';
import { fieldChanges, type Changed, type ValueChange } from './field-changes.ts';
import { methodChanges } from './method-changes.ts';
import { sentencesOf } from './words.ts';

/** What changed from one revision of a version to another. */
export interface Drift {
  readonly version: ApiVersion;
  readonly from: string;
  readonly to: string;
  readonly methods: Named & { readonly changed: readonly Changed[] };
  readonly schemas: Named;
  /** As `Schema.field`, of schemas that both have. */
  readonly fields: Named & { readonly changed: readonly Changed[] };
  /** Of enumerations, by `Schema.field`. */
  readonly values: readonly ValueChange[];
  /** Of what both have. */
  readonly descriptions: readonly Rewording[];
  /** Rules whose sentence is no longer there. */
  readonly citations: readonly BrokenCitation[];
}

interface Named {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A description that changed, by the sentences that came and went. */
interface Rewording {
  /** `Schema`, `Schema.field` or the id of a method. */
  readonly of: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Compares two revisions, and looks for the sentences that rules cite in the later one. */
export function driftBetween(before: ApiInWords, after: ApiInWords, citations: readonly Citation[]): Drift {
  const { fields, values } = fieldChanges(before.schemas, after.schemas);
  return {
    version: after.version,
    from: before.revision,
    to: after.revision,
    methods: methodChanges(before, after),
    schemas: namesBetween(namesOf(before.schemas), namesOf(after.schemas)),
    fields,
    values,
    descriptions: rewordings(before, after),
    citations: brokenCitations(citations, after),
  };
}

/** Whether nothing changed at all, whatever the revisions are called. */
export const isStill = ({ version: _version, from: _from, to: _to, ...changes }: Drift): boolean =>
  Object.values(changes).every(
    (change) => (Array.isArray(change) ? [change] : Object.values(change)).flat().length === 0,
  );

const namesOf = (named: readonly { readonly name: string }[]): ReadonlySet<string> =>
  new Set(named.map(({ name }) => name));

function namesBetween(before: ReadonlySet<string>, after: ReadonlySet<string>): Named {
  return {
    added: [...after].filter((name) => !before.has(name)),
    removed: [...before].filter((name) => !after.has(name)),
  };
}

function rewordings(before: ApiInWords, after: ApiInWords): Rewording[] {
  const then = describable(before);
  return [...describable(after)].flatMap((of) => {
    const earlier = before.words.get(of) ?? (before.hasAllWords ? '' : undefined);
    const words = after.words.get(of) ?? '';
    if (!then.has(of) || earlier === undefined || earlier === words) return [];
    const [old, now] = [sentencesOf(earlier), sentencesOf(words)];
    return [
      {
        of,
        added: now.filter((sentence) => !old.includes(sentence)),
        removed: old.filter((sentence) => !now.includes(sentence)),
      },
    ];
  });
}

/** All that a description can be of. */
function describable({ methods, schemas }: ApiInWords): ReadonlySet<string> {
  const fields = schemas.flatMap(({ name, properties }) => Object.keys(properties).map((field) => `${name}.${field}`));
  return new Set([...namesOf(schemas), ...fields, ...methods.map(({ id }) => id)]);
}
