import { apiVersions, modelOf, type ApiModel, type ApiVersion } from '../../src/index.ts';
import type { Schema } from '../../src/index.ts';
import { readApi } from '../api.ts';
import { readDiscovery } from '../discovery.ts';
import { commentsIn } from './comments.ts';
import { wordsOf } from './words.ts';

/** One revision of one version of the API, with the words of its descriptions, to be compared with another. */
export interface ApiInWords {
  readonly version: ApiVersion;
  readonly revision: string;
  readonly globalParameters: ApiModel['globalParameters'];
  readonly methods: ApiModel['methods'];
  readonly schemas: readonly Schema[];
  /** By `Schema`, `Schema.field` or the id of a method. */
  readonly words: ReadonlyMap<string, string>;
  /** Whether what is not in `words` has no description; elsewhere it is not known. */
  readonly hasAllWords: boolean;
}

/** That of a discovery document. */
export function documentInWords(file: string): ApiInWords {
  const { descriptions, ...api } = readApi(readDiscovery(file));
  return {
    ...api,
    words: new Map([...descriptions].map(([key, description]) => [key, wordsOf(description)])),
    hasAllWords: true,
  };
}

/** The committed one. Of beta and alpha, the descriptions that the version before has too are not kept. */
export function committedInWords(version: ApiVersion): ApiInWords {
  const { revision, globalParameters, methods, schemaNames, schema } = modelOf(version);
  return {
    version,
    revision,
    globalParameters,
    methods,
    schemas: schemaNames.map(schema),
    words: commentsIn(version),
    hasAllWords: version === 'v1',
  };
}

/** Whether a text is a version's name. */
export const isApiVersion = (text: unknown): text is ApiVersion => apiVersions.some((version) => version === text);
