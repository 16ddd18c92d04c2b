const SERVICE_NAME = 'kubernetes.io/service-name';
const SERVICE_PORT = 'kubernetes.io/service-port';
const CLUSTER = 'gcepool/cluster';
const VERSION = 'gcepool/version';
const WRITER = 'gcepool/writer';
const WRITTEN = 'gcepool/written';
const SETTINGS = 'gcepool/settings';
const NOTE = 'note';

/** Form of the mark that this version writes. */
const MARK_VERSION = '1';

/** The Kubernetes service that a backend service stands for. */
export interface DescribedService {
  /** `namespace/name`. */
  readonly name: string;
  readonly port?: string;
}

/**
 * Description of a backend service: a JSON object with the keys the GCE ingress controller writes. Other keys of the
 * present description are kept; a description that is no JSON object is replaced.
 */
export function describeService(service: DescribedService, present = ''): string {
  return merged(descriptionObject(present) ?? {}, serviceKeys(service), present);
}

/** The Kubernetes service a description names, or `undefined`. */
export function describedService(description: string): DescribedService | undefined {
  const { [SERVICE_NAME]: name, [SERVICE_PORT]: port } = descriptionObject(description) ?? {};
  if (typeof name !== 'string') return undefined;
  return { name, ...(typeof port === 'string' ? { port } : {}) };
}

/**
 * Description of something the pool owns: says which cluster it is of and, where it is known, which service it stands for.
 * Other keys are kept, and text that is no JSON object becomes its `note`.
 */
export function describeOwned(cluster: string, service: DescribedService | undefined, present = ''): string {
  const known = descriptionObject(present) ?? (present === '' ? {} : { [NOTE]: present });
  const mark = { [CLUSTER]: cluster, [VERSION]: versionOf(known) ?? MARK_VERSION };
  return merged(known, { ...mark, ...(service === undefined ? {} : serviceKeys(service)) }, present);
}

/** Cluster that a description says its resource is of; `undefined` where it says nothing of the kind. */
export function describedCluster(description: string): string | undefined {
  const cluster = descriptionObject(description)?.[CLUSTER];
  return typeof cluster === 'string' ? cluster : undefined;
}

/** A process that writes, and when it does. */
export interface Writer {
  readonly name: string;
  /** RFC 3339. */
  readonly time: string;
}

/**
 * A description of the pool's with the name of who writes it; any other text stays as it is. A resource that is not changed keeps
 * the name of who changed it last.
 */
export function signedBy(writer: Writer | undefined, description: string): string {
  const known = descriptionObject(description);
  if (writer === undefined || known?.[CLUSTER] === undefined) return description;
  return JSON.stringify({ ...known, [WRITER]: writer.name, [WRITTEN]: writer.time });
}

/** Who a description says wrote it last; `undefined` where it says nothing of the kind. */
export function describedWriter(description: string): Writer | undefined {
  const { [WRITER]: name, [WRITTEN]: time } = descriptionObject(description) ?? {};
  return typeof name === 'string' ? { name, time: typeof time === 'string' ? time : 'an unknown time' } : undefined;
}

/** A description of the pool's that notes which settings were asked for; any other text stays as it is. */
export function notingSettings(settings: readonly string[], description: string): string {
  const { [SETTINGS]: present, ...known } = descriptionObject(description) ?? {};
  const noted = settings.length === 0 ? undefined : settings.join(' ');
  if (known[CLUSTER] === undefined || present === noted) return description;
  return JSON.stringify({ ...known, [SETTINGS]: noted });
}

/** The settings that a description notes. */
export function describedSettings(description: string): string[] {
  const noted = descriptionObject(description)?.[SETTINGS];
  return typeof noted === 'string' ? noted.split(' ') : [];
}

/** True for a description that is JSON or empty: one that a program wrote, not a person. */
export function isMachineWritten(description: string): boolean {
  return description === '' || descriptionObject(description) !== undefined;
}

/** A mark of a later version stays what it is. */
function versionOf(known: Readonly<Record<string, unknown>>): string | undefined {
  const version = known[VERSION];
  return typeof version === 'string' ? version : undefined;
}

function serviceKeys({ name, port }: DescribedService): Record<string, string> {
  return { [SERVICE_NAME]: name, ...(port === undefined ? {} : { [SERVICE_PORT]: port }) };
}

function merged(known: Record<string, unknown>, desired: Record<string, string>, present: string): string {
  const isCurrent = Object.keys(desired).every((key) => known[key] === desired[key]);
  return isCurrent ? present : JSON.stringify({ ...known, ...desired });
}

/** The JSON object that a description is; `undefined` for any other text. */
export function descriptionObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    // What begins with a brace and parses is an object, and a JSON object has string keys.
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
