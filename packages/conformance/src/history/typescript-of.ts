import type { LawBrokenError } from './law-broken-error.ts';
import { endpointAt } from './endpoint-at.ts';
import type { Body, Change, Kind, Name, Step } from './step.ts';

/** What a collection is called in the methods of a cloud. */
const NOUNS: Readonly<Record<Kind, string>> = {
  backendServices: 'BackendService',
  healthChecks: 'HealthCheck',
  instanceGroups: 'InstanceGroup',
  networkEndpointGroups: 'NetworkEndpointGroup',
};

const isZonal = (kind: Kind): boolean => kind === 'instanceGroups' || kind === 'networkEndpointGroups';

/** The same steps as calls of a `cloud`, to be pasted where there is one; with what they must come to where it is not plain. */
export function typescriptOf(steps: readonly Step[], prefix: string, broken?: LawBrokenError): string {
  const writer = new Writer(prefix);
  const lines = steps.flatMap((step, index) => [
    ...(broken?.step === index ? said(broken) : []),
    ...writer.lines(step, index),
  ]);
  const isAfterAll = broken !== undefined && (broken.step === undefined || broken.step >= steps.length);
  const zone = lines.some((line) => line.includes('zone')) ? ['const [zone] = await cloud.listZones();'] : [];
  return [...zone, ...lines, ...(isAfterAll ? said(broken) : [])].join('\n');
}

const said = ({ law, message }: LawBrokenError): string[] => [
  `// ${law}:`,
  ...message.split('\n').map((line) => `//   ${line}`),
];

class Writer {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  lines(step: Step, index: number): string[] {
    switch (step.do) {
      case 'get':
        return [`await cloud.get${NOUNS[step.kind]}(${this.#arguments(step.kind, step.name)});`];
      case 'list': {
        const filter = step.only === undefined ? '' : `{ filter: 'name eq "${this.#prefix}-${step.only}"' }`;
        return [`await cloud.list${NOUNS[step.kind]}s(${filter});`];
      }
      case 'getHealth':
        return [`await cloud.getHealth(${this.#name(step.name)}, ${this.#link('instanceGroups', step.group)});`];
      case 'addInstances':
      case 'removeInstances':
        return [
          `await cloud.${step.do}(${this.#name(step.name)}, zone, ${listOf(step.instances, (at) => `instances[${at}]`)});`,
        ];
      case 'attachNetworkEndpoints':
      case 'detachNetworkEndpoints': {
        const endpoints = listOf(step.endpoints, (at) => JSON.stringify(endpointAt(at)));
        return [`await cloud.${step.do}(${this.#name(step.name)}, zone, ${endpoints});`];
      }
      case 'race':
        return this.#race(step, index);
      case 'again': {
        const id = `again${index}`;
        const lines = this.#change(step.step, index, `{ requestId: ${id} }`);
        return [`const ${id} = crypto.randomUUID();`, ...lines, ...lines.slice(-1)];
      }
      case 'create':
      case 'update':
      case 'replace':
      case 'patch':
      case 'delete':
        return this.#change(step, index);
    }
  }

  #change(step: Change, index: number, options?: string): string[] {
    const { kind } = step;
    const last = options === undefined ? '' : `, ${options}`;
    if (step.do === 'delete') return [`await cloud.delete${NOUNS[kind]}(${this.#arguments(kind, step.name)}${last});`];
    const body = this.#body(step.body);
    if (step.do === 'create') {
      const zone = isZonal(kind) ? ', zone' : '';
      return [`await cloud.create${NOUNS[kind]}({ name: ${this.#name(step.name)}${body} }${zone}${last});`];
    }
    const read = `read${index}`;
    const reading = `const ${read} = await cloud.get${NOUNS[kind]}(${this.#arguments(kind, step.name)});`;
    if (step.do === 'update') return [reading, this.#write(kind, step.name, read, step.body, last)];
    const guard = kind === 'backendServices' ? `, fingerprint: ${read}.fingerprint` : '';
    const named = `{ name: ${this.#name(step.name)}${body}${guard} }`;
    return step.do === 'replace'
      ? [reading, `await cloud.update${NOUNS[kind]}(${named}${last});`]
      : [reading, `await cloud.patch${NOUNS[kind]}(${this.#name(step.name)}, ${named}${last});`];
  }

  #race({ kind, name, bodies, at }: Extract<Step, { do: 'race' }>, index: number): string[] {
    const read = `read${index}`;
    const writes = bodies.map((body) => this.#write(kind, name, read, body, ''));
    const reading = `const ${read} = await cloud.get${NOUNS[kind]}(${this.#arguments(kind, name)});`;
    if (at === 'in turn') return [reading, ...writes];
    const calls = writes.map((write) => `  ${write.replace(/^await /, '').replace(/;$/, ',')}`);
    return [reading, 'await Promise.allSettled([', ...calls, ']);'];
  }

  #write(kind: Kind, name: Name, read: string, body: Body, last: string): string {
    if (kind !== 'instanceGroups') return `await cloud.update${NOUNS[kind]}({ ...${read}${this.#body(body)} }${last});`;
    const ports = JSON.stringify(body['namedPorts'] ?? []);
    return `await cloud.setNamedPorts(${this.#name(name)}, zone, ${ports}, ${read}.fingerprint${last});`;
  }

  /** The fields of a body, each after a comma. */
  #body(body: Body): string {
    return Object.entries(body)
      .map(([key, value]) => `, ${key}: ${this.#value(key, value)}`)
      .join('');
  }

  #value(key: string, value: unknown): string {
    // Steps hold short names where GCE's resources hold links.
    if (key === 'healthChecks') return listOf(value as Name[], (name) => this.#link('healthChecks', name));
    if (key !== 'backends') return JSON.stringify(value);
    return listOf(value as ({ group: Name } | { networkEndpointGroup: Name })[], (backend) => {
      const [link, rest] = this.#group(backend);
      const fields = Object.entries(rest).map(([field, each]) => `, ${field}: ${JSON.stringify(each)}`);
      return `{ group: ${link}${fields.join('')} }`;
    });
  }

  /** The link to a backend's group, and what else the backend has. */
  #group(backend: { group: Name } | { networkEndpointGroup: Name }): [string, object] {
    if ('networkEndpointGroup' in backend) {
      const { networkEndpointGroup, ...rest } = backend;
      return [this.#link('networkEndpointGroups', networkEndpointGroup), rest];
    }
    const { group, ...rest } = backend;
    return [this.#link('instanceGroups', group), rest];
  }

  #link(kind: Kind, name: Name): string {
    return kind === 'healthChecks'
      ? `cloud.link('global/healthChecks/${this.#prefix}-${name}')`
      : `cloud.link(\`zones/\${zone}/${kind}/${this.#prefix}-${name}\`)`;
  }

  #name(name: Name): string {
    return `'${this.#prefix}-${name}'`;
  }

  #arguments(kind: Kind, name: Name): string {
    return isZonal(kind) ? `${this.#name(name)}, zone` : this.#name(name);
  }
}

function listOf<T>(items: readonly T[], text: (item: T) => string): string {
  return `[${items.map((item) => text(item)).join(', ')}]`;
}
