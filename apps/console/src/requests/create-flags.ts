import { collectionOf, nameOf } from '../server/resource-path.ts';

/** What `gcloud compute … create` is told of a resource beside where it is. */
export interface CreateFlags {
  readonly name: string;
  readonly flags: readonly string[];
}

type Flag = (value: unknown) => string | undefined;

const text =
  (flag: string): Flag =>
  (value) =>
    typeof value === 'string' || typeof value === 'number' ? `--${flag}=${value}` : undefined;

/** A link to what is global, by the flags of the collections that it may lead to. */
const link =
  (flags: Readonly<Record<string, string>>): Flag =>
  (value) => {
    const path = typeof value === 'string' ? (/(?:^|\/)(global\/[A-Za-z]+\/[^/]+)$/.exec(value)?.[1] ?? '') : '';
    const collection = collectionOf(path);
    return Object.hasOwn(flags, collection) ? `--${flags[collection]}=${nameOf(path)}` : undefined;
  };

const subnetMode: Flag = (value) =>
  typeof value === 'boolean' ? `--subnet-mode=${value ? 'auto' : 'custom'}` : undefined;

/** By collection, the flag of each field. A field that is not here has none that says just what was sent. */
const FLAGS: Readonly<Record<string, Readonly<Record<string, Flag>>>> = {
  addresses: { description: text('description'), address: text('addresses') },
  networks: { description: text('description'), autoCreateSubnetworks: subnetMode, mtu: text('mtu') },
  instanceGroups: { description: text('description') },
  urlMaps: {
    description: text('description'),
    defaultService: link({ backendServices: 'default-service', backendBuckets: 'default-backend-bucket' }),
  },
  targetHttpProxies: { description: text('description'), urlMap: link({ urlMaps: 'url-map' }) },
};

/** The flags that say just what a body says; undefined where there are none for something in it. */
export function createFlags(collection: string, body: string): CreateFlags | undefined {
  const known = Object.hasOwn(FLAGS, collection) ? FLAGS[collection] : undefined;
  const fields = fieldsIn(body);
  const { name, ...rest } = fields ?? {};
  if (known === undefined || typeof name !== 'string') return undefined;
  const flags = Object.entries(rest).map(([field, value]) =>
    Object.hasOwn(known, field) ? known[field]?.(value) : undefined,
  );
  const all = flags.filter((flag) => flag !== undefined);
  return all.length === flags.length ? { name, flags: all } : undefined;
}

function fieldsIn(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    // What is an object has fields.
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
