import { readFileSync } from 'node:fs';
import { apiVersions, type ApiVersion } from '../src/api-model.ts';

/** A type as a discovery document writes it: the body of a schema, of a property or of an element. */
export interface DiscoveryType {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, DiscoveryType>>;
  readonly items?: DiscoveryType;
  readonly additionalProperties?: DiscoveryType;
  readonly enum?: readonly string[];
  /** One for each value of `enum`; empty where it is not described. */
  readonly enumDescriptions?: readonly string[];
  readonly deprecated?: boolean;
  readonly pattern?: string;
  readonly readOnly?: boolean;
  readonly annotations?: { readonly required?: readonly string[] };
  readonly default?: string;
  readonly minimum?: string;
}

export interface DiscoveryParameter {
  readonly location: string;
  readonly type: string;
  readonly format?: string;
  readonly required?: boolean;
  readonly repeated?: boolean;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minimum?: string;
  readonly maximum?: string;
  readonly default?: string;
}

export interface DiscoveryMethod {
  readonly id: string;
  readonly description?: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly flatPath: string;
  readonly parameters: Readonly<Record<string, DiscoveryParameter>>;
  readonly parameterOrder?: readonly string[];
  readonly request?: { readonly $ref: string };
  readonly response?: { readonly $ref: string };
  readonly deprecated?: boolean;
}

export interface DiscoveryDocument {
  readonly kind: 'discovery#restDescription';
  readonly name: string;
  readonly version: ApiVersion;
  readonly revision: string;
  readonly parameters: Readonly<Record<string, DiscoveryParameter>>;
  readonly resources: Readonly<Record<string, { readonly methods: Readonly<Record<string, DiscoveryMethod>> }>>;
  readonly schemas: Readonly<Record<string, DiscoveryType>>;
}

/** Reads the discovery document of Compute, of that version if one is named, from a file; throws if the file holds something else. */
export function readDiscovery(file: string, version?: ApiVersion): DiscoveryDocument {
  // What is relied on beyond these three members is checked where it is read.
  const document = JSON.parse(readFileSync(file, 'utf8')) as DiscoveryDocument;
  const versions = version === undefined ? apiVersions : [version];
  if (
    document.kind !== 'discovery#restDescription' ||
    document.name !== 'compute' ||
    !versions.includes(document.version)
  ) {
    throw new Error(`${file} is not the discovery document of Compute ${versions.join(', ')}; pass that document`);
  }
  return document;
}
