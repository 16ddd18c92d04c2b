import { shorten } from './shorten.ts';

const PREFIX = 'k8s';
const DELIMITER = '--';
const LARGEST_PORT = 65_535;
/** Beyond this many names a filter makes a URL too long. */
const LONGEST_ALTERNATION = 20;
const LARGEST_INTEGER = 2n ** 63n - 1n;

/** What {@link Namer.parse} reads out of a name. */
export interface ParsedName {
  /** Cluster the name ends in; empty where it carries none. */
  readonly clusterName: string;
  /** Two-letter word for the kind of thing: `be`, `ig`, `fw`, `um`, ... */
  readonly resource: string;
}

/**
 * Names of everything the pool makes, in the scheme of the GCE ingress controller, so that what it made is recognised.
 * Both names can be changed at any time; every call uses the current ones.
 *
 * @example
 * const namer = new Namer('uid1');
 * namer.backend(30001); // 'k8s-be-30001--uid1'
 */
export class Namer {
  #clusterName = '';
  #firewallName: string;

  /**
   * @param clusterName Also called uid. May be empty: names then carry no suffix.
   * @param firewallName Defaults to the cluster name.
   */
  constructor(clusterName = '', firewallName = '') {
    this.clusterName = clusterName;
    this.#firewallName = firewallName;
  }

  get clusterName(): string {
    return this.#clusterName;
  }

  /** Of a value that contains `--` only the piece after the last `--` is kept. */
  set clusterName(value: string) {
    this.#clusterName = lastPiece(value);
  }

  get firewallName(): string {
    return this.#firewallName === '' ? this.#clusterName : this.#firewallName;
  }

  set firewallName(value: string) {
    this.#firewallName = value;
  }

  /** Name of a node port's backend service, and of its health check. */
  backend(nodePort: number): string {
    return this.#decorate(`${PREFIX}-be-${nodePort}`);
  }

  /**
   * Expression by which GCE lists what may bear a name of {@link Namer.backend}, of any port or of the given ones, and little
   * else. What it lets through is to be looked at with {@link Namer.ownBackendPort}.
   */
  backendFilter(nodePorts?: readonly number[]): string {
    if (nodePorts !== undefined && nodePorts.length <= LONGEST_ALTERNATION) {
      return `name eq "(${nodePorts.map((nodePort) => this.backend(nodePort)).join('|')})"`;
    }
    // A long cluster name is cut off at a place that depends on the number of digits.
    const isCut = this.backend(LARGEST_PORT) !== `${PREFIX}-be-${LARGEST_PORT}${this.#suffix()}`;
    return `name eq "${PREFIX}-be-[0-9]+${isCut ? '--.*' : this.#suffix()}"`;
  }

  /** Expression by which GCE lists the instance groups of {@link Namer.instanceGroup}. */
  instanceGroupFilter(): string {
    return `name eq "${this.instanceGroup()}"`;
  }

  /** Name of the instance group, the same in every zone. */
  instanceGroup(): string {
    return this.#decorate(`${PREFIX}-ig`);
  }

  /**
   * Digits of the node port in a backend name, as they stand there: `k8s-be-080` gives `080`, `foo-k8s-be-80abc` gives
   * `80`. It reads names and proves nothing: ask {@link Namer.ownBackendPort} before touching what bears the name.
   *
   * @throws Error when there is none, or when it is too large for a 64-bit integer.
   */
  backendPort(name: string): string {
    const digits = /k8s-be-(\d+)/.exec(name)?.[1];
    if (digits === undefined) {
      throw new Error(
        `${name} is not the name of a backend: expected k8s-be-<nodePort>, alone or followed by --<cluster>`,
      );
    }
    if (BigInt(digits) > LARGEST_INTEGER) {
      throw new Error(`${name} is not the name of a backend: port ${digits} does not fit into 64 bits`);
    }
    return digits;
  }

  /**
   * Node port of a backend that this cluster made, or `undefined`. Stricter than {@link Namer.backendPort}: the name must
   * be exactly what {@link Namer.backend} gives for the port, so `k8s-be-080` and `k8s-be-80-custom` are somebody else's.
   */
  ownBackendPort(name: string): number | undefined {
    const digits = /^k8s-be-(\d{1,5})(?:--|$)/.exec(name)?.[1];
    if (digits === undefined) return undefined;
    const nodePort = Number(digits);
    return nodePort >= 1 && nodePort <= LARGEST_PORT && this.backend(nodePort) === name ? nodePort : undefined;
  }

  /**
   * True when a name is of this cluster: it starts with `k8s-` and carries exactly the cluster name after its only `--`,
   * or no `--` at all where the cluster name is empty. It holds for url maps and proxies as well as for backends.
   */
  belongs(name: string): boolean {
    if (!name.startsWith(`${PREFIX}-`)) return false;
    const pieces = name.split(DELIMITER);
    if (pieces.length === 1) return this.#clusterName === '';
    return pieces.length === 2 && pieces[1] === this.#clusterName;
  }

  /** What follows `k8s-fw-` in the name of the firewall rule. */
  firewallSuffix(): string {
    const name = this.firewallName;
    return name === '' ? 'l7' : shorten(`l7${DELIMITER}${name}`);
  }

  /** Name of the firewall rule that lets health checks reach the nodes. */
  firewallRule(): string {
    return `${PREFIX}-fw-${this.firewallSuffix()}`;
  }

  /** Name of a load balancer from its key, `namespace/name`; a key that already ends in the cluster name is not given it twice. */
  loadBalancer(key: string): string {
    const name = key.replaceAll('/', '-');
    if (this.#clusterName === '' || lastPiece(key) === this.#clusterName) return name;
    return shorten(`${name}${DELIMITER}${this.#clusterName}`);
  }

  /** Reads cluster and kind out of a name. */
  parse(name: string): ParsedName {
    return {
      clusterName: name.includes(DELIMITER) ? lastPiece(name) : '',
      resource: name.split('-')[1] ?? '',
    };
  }

  #decorate(name: string): string {
    return this.#clusterName === '' ? name : shorten(`${name}${this.#suffix()}`);
  }

  #suffix(): string {
    return this.#clusterName === '' ? '' : `${DELIMITER}${this.#clusterName}`;
  }
}

function lastPiece(value: string): string {
  return value.split(DELIMITER).at(-1) ?? '';
}
