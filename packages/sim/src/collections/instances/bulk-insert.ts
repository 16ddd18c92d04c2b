import type { JsonObject } from '../../kernel/json.ts';
import { isObject } from '../../kernel/json.ts';
import { invalid, notFound, required } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, scanIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Call } from '../call.ts';
import type { Verb } from '../verb.ts';
import { chooseZones } from './bulk-zones.ts';
import { propertiesInZone } from './instance-template-properties.ts';
import { instanceSeries } from './instance-series.ts';
import { called } from './new-instance.ts';
import { schedulingBeneath } from './scheduling.ts';
import { own } from '../../kernel/own.ts';

type Request = Resource<'BulkInsertInstanceResource'>;
type Properties = Resource<'InstanceProperties'>;

const MOST_INSTANCES = 5000;
const MOST_DIGITS = 18;

/** Makes many instances alike, in a zone or in zones of a region. */
export const bulkInsert: Verb<Request, Resource<'Instance'>> = (call, transaction) => {
  const properties = propertiesOf(call, transaction);
  checkDisks(properties);
  const hosts = hostsOf(call);
  const zones = chooseZones(call, nameOf(properties.machineType ?? ''), hosts.length);
  const used = new Map<string, number>();
  const make = instanceSeries();
  const alike = new Map<string, Resource<'Instance'>>();
  for (const [index, { name, hostname }] of hosts.entries()) {
    const scope = zones[index] ?? '';
    const next = used.get(scope) ?? nextNumber(call, scope, transaction);
    used.set(scope, next + 1);
    const place = { transaction, project: call.project, scope, name: name ?? numbered(call.body, next) };
    const fields = alike.get(scope) ?? propertiesInZone(properties, scope);
    alike.set(scope, fields);
    const named = hostname === undefined ? fields : { ...fields, hostname };
    called('resource.instanceProperties', () => make(named, place, {}));
  }
  return { operation: 'running' };
};

/** The properties of the template that is named, with those of the request laid over them (documented). */
function propertiesOf({ body, project }: Call<Request>, transaction: Transaction): Properties {
  const { instanceProperties, sourceInstanceTemplate: reference } = body;
  if (reference === undefined) {
    if (instanceProperties === undefined) throw required('resource.instanceProperties');
    return instanceProperties;
  }
  const path = referencedPath(reference, project);
  const template = find(transaction, 'instanceTemplates', path)?.resource.properties;
  if (template === undefined) throw notFound(path ?? reference);
  const scheduling = schedulingBeneath(
    template.scheduling,
    instanceProperties?.scheduling,
    nameOf(instanceProperties?.machineType ?? ''),
  );
  return mergePatch({ ...template, scheduling }, instanceProperties ?? {});
}

/** RFC 7396, but that a null has been dropped on the way here. */
function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, JsonObject[string]> = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    const before = own(merged, name);
    merged[name] = isObject(before) && isObject(value) ? mergePatch(before, value) : value;
  }
  return merged;
}

/** What the API's text says that instances made in bulk cannot have. */
function checkDisks({ disks = [] }: Properties): void {
  for (const [index, { diskEncryptionKey, initializeParams }] of disks.entries()) {
    const field = `resource.instanceProperties.disks[${index}]`;
    if (diskEncryptionKey?.rawKey !== undefined || diskEncryptionKey?.rsaEncryptedKey !== undefined) {
      const explanation = 'Instances with customer-supplied keys cannot be created in bulk.';
      throw invalid(`${field}.diskEncryptionKey`, '', explanation);
    }
    if (initializeParams?.sourceSnapshot === undefined) continue;
    const explanation = 'Instances cannot be created in bulk from a snapshot; use an image instead.';
    throw invalid(`${field}.initializeParams.sourceSnapshot`, initializeParams.sourceSnapshot, explanation);
  }
}

interface Host {
  /** Where the request gives it one. */
  readonly name?: string;
  readonly hostname?: string;
}

/** The instances that a request asks for. */
function hostsOf({ body }: Call<Request>): readonly Host[] {
  const { count: sent, minCount, namePattern, perInstanceProperties = {} } = body;
  const named = Object.entries(perInstanceProperties).map(([name, { hostname }]) =>
    hostname === undefined ? { name } : { name, hostname },
  );
  if (namePattern === undefined && named.length === 0) throw required('resource.namePattern');
  const count = sent === undefined ? named.length : Number(sent);
  if (count < 1 || count > MOST_INSTANCES) {
    throw invalid('resource.count', sent, `Must be between 1 and ${MOST_INSTANCES}.`);
  }
  if (minCount !== undefined && (Number(minCount) < 0 || Number(minCount) > count)) {
    throw invalid('resource.minCount', minCount, 'Must be between 0 and the count.');
  }
  if (namePattern === undefined && named.length !== count) {
    throw invalid('resource.count', sent, 'Must be the number of instances in perInstanceProperties.');
  }
  if (namePattern !== undefined && named.length > 0) {
    const explanation = 'Only one of namePattern and perInstanceProperties can be set.';
    throw invalid('resource.namePattern', namePattern, explanation);
  }
  if (namePattern !== undefined) checkPattern(namePattern);
  return namePattern === undefined ? named : Array.from({ length: count }, () => ({}));
}

function checkPattern(pattern: string): void {
  const placeholders = pattern.match(/#+/g) ?? [];
  if (placeholders.length === 1 && (placeholders[0] ?? '').length <= MOST_DIGITS) return;
  const explanation = `The pattern must contain one continuous sequence of up to ${MOST_DIGITS} placeholder hash characters.`;
  throw invalid('resource.namePattern', pattern, explanation);
}

/** The number of the first new instance in a zone: the one after the biggest that is there (documented). */
function nextNumber({ body }: Call<Request>, scope: string, transaction: Transaction): number {
  const [head = '', tail = ''] = (body.namePattern ?? '').split(/#+/);
  let biggest = 0;
  scanIn(transaction.state, 'instances', scope, (path) => {
    const name = nameOf(path);
    if (!name.startsWith(head) || !name.endsWith(tail)) return;
    const digits = name.slice(head.length, name.length - tail.length);
    if (/^\d+$/.test(digits)) biggest = Math.max(biggest, Number(digits));
  });
  return biggest + 1;
}

const numbered = ({ namePattern = '' }: Request, number: number): string =>
  namePattern.replace(/#+/, (hashes) => String(number).padStart(hashes.length, '0'));
