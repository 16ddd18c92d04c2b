import { shorten } from './shorten.ts';

const PREFIX = 'k8s';
const DELIMITER = '--';
const LARGEST_PORT = 65_535;
/** Beyond this many names a filter makes a URL too long. */
const LONGEST_ALTERNATION = 20;

/**
 * Names of everything the pool makes, in the scheme of the GCE ingress controller, so that what it made is recognised.
 * The cluster name can be changed at any time; every call uses the current one.
 *
 * @example
 * const namer = new Namer('uid1');
 * namer.backend(30001); // 'k8s-be-30001--uid1'
 */
export class Namer {
  #clusterName = '';

  /** @param clusterName Also called uid. May be empty: names then carry no suffix. */
  constructor(clusterName = '') {
    this.clusterName = clusterName;
  }

  get clusterName(): string {
    return this.#clusterName;
  }

  /** Of a value that contains `--` only the piece after the last `--` is kept. */
  set clusterName(value: string) {
    this.#clusterName = lastPiece(value);
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
   * Node port of a backend that this cluster made, or `undefined`. The name must be exactly what {@link Namer.backend} gives
   * for the port, so `k8s-be-080` and `k8s-be-80-custom` are somebody else's.
   */
  ownBackendPort(name: string): number | undefined {
    const digits = /^k8s-be-(\d{1,5})(?:--|$)/.exec(name)?.[1];
    if (digits === undefined) return undefined;
    const nodePort = Number(digits);
    return nodePort >= 1 && nodePort <= LARGEST_PORT && this.backend(nodePort) === name ? nodePort : undefined;
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
