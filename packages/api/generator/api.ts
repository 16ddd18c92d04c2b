import type { ApiVersion } from '../src/api-model.ts';
import type { Method, Parameter, Schema } from '../src/model.ts';
import { readDescriptions, type Descriptions } from './descriptions.ts';
import type { DiscoveryDocument } from './discovery.ts';
import { readMethods, readParameter } from './methods.ts';
import { byKey } from './property.ts';
import { readSchemas } from './schemas.ts';

/** What the generator reads out of a discovery document. */
export interface Api {
  readonly version: ApiVersion;
  readonly revision: string;
  readonly globalParameters: Readonly<Record<string, Parameter>>;
  readonly methods: readonly Method[];
  readonly schemas: readonly Schema[];
  readonly descriptions: Descriptions;
}

export function readApi(document: DiscoveryDocument): Api {
  return {
    version: document.version,
    revision: document.revision,
    globalParameters: Object.fromEntries(
      Object.entries(document.parameters)
        .toSorted(byKey)
        .map(([name, parameter]) => [name, readParameter(name, parameter)]),
    ),
    methods: readMethods(document),
    schemas: readSchemas(document),
    descriptions: readDescriptions(document),
  };
}
