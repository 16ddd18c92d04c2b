import type { Parameter, Property } from '@gcepool/api';
import { apiVersions, modelOf, predefinedRoles } from '@gcepool/api/models';
import { regionNames, zoneNames } from '../collections/geography.ts';
import { acceleratorTypeNames } from '../collections/instances/accelerator-types.ts';
import { diskTypeNames } from '../collections/storage/disk-types.ts';
import { linesOf, publishers } from '../collections/storage/public-image-lines.ts';
import { publicLicenseNames } from '../collections/storage/public-images.ts';

/** What everybody who works with Compute writes, and so says nothing of who did. */
export interface ApiWords {
  /** Whether a text of letters, digits, hyphens and underscores is a word of the API, or a name that Google gave. */
  has(token: string): boolean;
  /** Fields that hold a number as a text. */
  readonly numbers: ReadonlySet<string>;
  /** Fields whose keys are the caller's own: labels, for one. */
  readonly maps: ReadonlySet<string>;
}

/** What no schema names: of URLs, filters, policies and metadata. */
const OTHERS =
  'GET POST PUT PATCH DELETE HEAD AND NOT OR all allAuthenticatedUsers allUsers allow any apis asc beta alpha block-project-ssh-keys cgi com compute content created-by default desc deny dev ' +
  'developer domain enable-guest-attributes enable-oslogin eq false gcepool ge google googleapis group gserviceaccount gt http https iam icmp in instance-template ' +
  'le localhost lt ne net null org principal principalSet projects recorded roles serial-port-enable service serviceAccount serviceusage servicenetworking ' +
  'shutdown-script ssh-keys startup-script sysprep-specialize-script-ps1 tcp true udp user user-data v1 windows-startup-script-ps1 www Bearer ' +
  'cloudresourcemanager container storage dns logging monitoring sctp esp ah ipip TRUE FALSE yes no on off';

const MACHINE_TYPE =
  /^(?:custom|[a-z]\d{1,2}[a-z]{0,3})(?:-(?:custom|ext|standard|highmem|highcpu|highgpu|megagpu|ultragpu|edgegpu|nogpu|hypermem|megamem|ultramem|micro|small|medium|metal|lssd|standardlssd|highlssd|\d{1,7}[gt]?))+$/;
const BUILD = /-v\d{8}[a-z]?(?=-|$)/;

let known: ApiWords | undefined;

/** Decoded at its first use, which takes a moment. */
export function apiWords(): ApiWords {
  known ??= collected();
  return known;
}

function collected(): ApiWords {
  const words = new Set([
    ...OTHERS.split(' '),
    ...regionNames,
    ...zoneNames,
    ...acceleratorTypeNames,
    ...diskTypeNames,
    ...publishers,
  ]);
  const numbers = new Set<string>();
  const maps = new Set<string>();
  const others = new Set<string>();
  for (const project of publishers) {
    for (const { family, name } of linesOf(project)) words.add(family).add(name);
    for (const name of publicLicenseNames(project)) words.add(name);
  }
  for (const [role, { permissions }] of predefinedRoles()) addAll(words, [role, ...permissions]);
  for (const version of apiVersions) {
    const model = modelOf(version);
    for (const method of model.methods) {
      addAll(words, [method.path, method.id]);
      addParameters(words, method.parameters);
    }
    addParameters(words, model.globalParameters);
    for (const name of model.schemaNames) {
      const schema = model.schema(name);
      addAll(words, [name, model.kindOf(name) ?? '']);
      for (const [field, property] of Object.entries(schema.properties)) {
        words.add(field);
        addProperty(words, property);
        (property.type === 'map' ? maps : others).add(field);
        if (property.type === 'string' && /^u?int64$/.test(property.format ?? '') && !/id$/i.test(field))
          numbers.add(field);
      }
    }
  }
  const has = (token: string): boolean =>
    words.has(token) || MACHINE_TYPE.test(token) || (BUILD.test(token) && words.has(token.replace(BUILD, '-v*')));
  return { has, numbers, maps: new Set([...maps].filter((field) => !others.has(field))) };
}

function addAll(words: Set<string>, texts: readonly string[]): void {
  for (const text of texts) for (const word of text.split(/[^\w-]+/)) words.add(word);
}

function addParameters(words: Set<string>, parameters: Readonly<Record<string, Parameter>>): void {
  for (const [name, parameter] of Object.entries(parameters)) addAll(words, [name, ...(parameter.enum ?? [])]);
}

function addProperty(words: Set<string>, property: Property): void {
  addAll(words, property.enum ?? []);
  if (property.items !== undefined) addProperty(words, property.items);
}
