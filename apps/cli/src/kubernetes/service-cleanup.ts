import { WriteRefusedError } from '@gcepool/core';
import type { Namer, Outcome } from '@gcepool/core';
import { describedCluster, lastSegment, messageOf } from '@gcepool/core/internal';
import { at, itemsAt, serviceRefOf, textAt } from '@gcepool/kubernetes';
import type { ClusterScope, JsonObject, KubernetesObject, ServiceFinalizer, ServiceRef } from '@gcepool/kubernetes';
import { oneLine } from '../one-line.ts';
import { listOwnBackends } from '../pool/own-backends.ts';
import type { OwnBackend } from '../pool/own-backends.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import type { Cluster } from './cluster.ts';
import type { EventOfService } from './service-events.ts';

/** The finalizer of a cluster's controller: that of another is another one. */
export const finalizerName = ({ clusterName }: Pick<Namer, 'clusterName'>): string =>
  clusterName === '' ? 'gcepool/cleanup' : `gcepool/cleanup-${clusterName}`;

/** What Services are kept by until their backends are gone. */
export interface ServiceCleanupOptions {
  readonly finalizer: ServiceFinalizer;
  /** False where no Service is to be kept: the finalizer is taken off those that bear it from before. */
  readonly isOn: boolean;
  readonly scope: Pick<ClusterScope, 'namespace' | 'selector'>;
  /** The Services by which the cluster was read. */
  readonly objects: () => readonly KubernetesObject[];
}

/**
 * Keeps a Service that is deleted until its backends are gone, by a finalizer on all that are served. What is deleted by name
 * neither waits for the grace period nor counts against the cap on removals, which are for what merely is not seen any more.
 */
export class ServiceCleanup {
  readonly #options: ServiceCleanupOptions;
  /** Those that bear the finalizer, as far as is known, by uid; none where the server tells of all Services anyhow. */
  readonly #bearers = new Map<string, ServiceRef>();
  #hasLooked = false;

  constructor(options: ServiceCleanupOptions) {
    this.#options = options;
  }

  /** Another may have written since: looks again for Services that bear the finalizer and are not told of. */
  begin(): void {
    this.#hasLooked = false;
  }

  /** The same cluster, in which the ports of Services that are kept are left to {@link finish}. */
  withoutKept(cluster: Cluster): Cluster {
    const { isOn } = this.#options;
    const kept = isOn ? this.#services().filter((service) => isDeleted(service) && this.#bears(service)) : [];
    const { restraint } = cluster;
    return { ...cluster, restraint: { ...restraint, keep: [...restraint.keep, ...kept.flatMap(nodePortsOf)] } };
  }

  /** Before anything is made for them: puts the finalizer on the Services that are to be served. */
  async prepare(session: PoolSession, cluster: Cluster): Promise<void> {
    const { isOn, finalizer } = this.#options;
    if (!isOn) return;
    const served = new Set(cluster.ports.map(({ service }) => service));
    const bare = this.#services().filter((service) => served.has(nameOf(service)) && !this.#bears(service));
    const refs = bare.map((service) => serviceRefOf(service));
    for (const ref of refs) await this.#attempt(session, ref, () => finalizer.add(ref));
    this.#remember(refs);
  }

  /**
   * Deletes the backends of Services that are deleted, and takes the finalizer off all that need it no more.
   *
   * @returns What keeps those that are not to be served any more, and have to wait.
   */
  async finish(session: PoolSession, cluster: Cluster): Promise<readonly EventOfService[]> {
    const { finalizer, isOn } = this.#options;
    const wanted = new Set([...cluster.ports.map(({ service }) => service), ...cluster.refused.flatMap(servicesOf)]);
    const bearing = this.#services().filter((service) => this.#bears(service));
    const leaving = isOn ? bearing.filter((service) => !wanted.has(nameOf(service))) : bearing;
    const left = isOn && leaving.length > 0 ? await this.#deleteBackends(session, leaving, cluster) : [];
    const waiting: EventOfService[] = [];
    for (const service of leaving) {
      const still = left.filter((backend) => isOf(service, backend));
      if (still.length === 0) {
        const ref = serviceRefOf(service);
        await this.#attempt(session, ref, () => this.#release(ref));
      } else waiting.push(waitingEvent(nameOf(service), finalizer.name, still, session.record.outcomes));
    }
    await this.#releaseUnseen(session, bearing);
    return waiting;
  }

  /** Deletes what serves Services that are deleted, and resolves to the backends that are there then. */
  async #deleteBackends(
    session: PoolSession,
    leaving: readonly JsonObject[],
    cluster: Cluster,
  ): Promise<readonly OwnBackend[]> {
    const { pool, record } = session;
    const own = await goingBackends(session, cluster);
    const deleted = leaving.filter((service) => isDeleted(service));
    const going = own.filter((backend) => deleted.some((service) => isOf(service, backend)));
    for (const { nodePort } of going) await record.attempt(`nodePort ${nodePort}`, () => pool.delete(nodePort));
    return going.length === 0 ? own : goingBackends(session, cluster);
  }

  /** Takes the finalizer off Services that the server does not tell of, for they have other labels by now. */
  async #releaseUnseen(session: PoolSession, bearing: readonly JsonObject[]): Promise<void> {
    const { finalizer, scope } = this.#options;
    if (scope.selector === undefined) return;
    if (!this.#hasLooked) this.#remember(await finalizer.bearers(scope.namespace));
    this.#hasLooked = true;
    this.#remember(bearing.map((service) => serviceRefOf(service)));
    const seen = new Set(this.#services().map((service) => serviceRefOf(service).uid));
    for (const ref of this.#bearers.values())
      if (!seen.has(ref.uid)) await this.#attempt(session, ref, () => this.#release(ref));
  }

  #remember(refs: readonly ServiceRef[]): void {
    if (this.#options.scope.selector === undefined) return;
    for (const ref of refs) this.#bearers.set(ref.uid, ref);
  }

  async #release(ref: ServiceRef): Promise<void> {
    await this.#options.finalizer.remove(ref);
    this.#bearers.delete(ref.uid);
  }

  /** That the finalizer of one Service cannot be written keeps no other from being served. */
  async #attempt({ record }: PoolSession, { namespace, name }: ServiceRef, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof WriteRefusedError) throw error;
      record.problems.push(`the finalizer of ${namespace}/${name}: ${oneLine(messageOf(error))}`);
    }
  }

  #services(): readonly JsonObject[] {
    return this.#options.objects().flatMap(({ kind, object }) => (kind === 'Service' ? [object] : []));
  }

  #bears(service: JsonObject): boolean {
    return this.#options.finalizer.isOn(service);
  }
}

/**
 * Backends that no Service needs. What bears a name of the cluster and the mark of another is deleted by that one, and what has a
 * port that is another Service's by now, refused or not, is that one's, whatever its description says yet: no Service waits for either.
 */
async function goingBackends(session: PoolSession, { ports, refused }: Cluster): Promise<readonly OwnBackend[]> {
  const { clusterName } = session.namer;
  const refusedPorts = refused.flatMap(({ nodePorts = [] }) => nodePorts);
  const wanted = new Set([...ports.map(({ nodePort }) => nodePort), ...refusedPorts]);
  const own = await listOwnBackends(session);
  return own.filter(
    ({ nodePort, backendService: { description = '' } }) =>
      !wanted.has(nodePort) && describedCluster(description) === clusterName,
  );
}

const servicesOf = ({ services = [] }: { readonly services?: readonly string[] }): readonly string[] => services;

const isDeleted = (service: JsonObject): boolean => textAt(service, 'metadata', 'deletionTimestamp') !== undefined;

function nameOf(service: JsonObject): string {
  const { namespace, name } = serviceRefOf(service);
  return `${namespace}/${name}`;
}

const nodePortsOf = (service: JsonObject): readonly number[] =>
  itemsAt(service, 'spec', 'ports')
    .map((port) => at(port, 'nodePort'))
    .filter((nodePort) => typeof nodePort === 'number');

/** Whether a backend stands for a Service, by what it says itself, else by its port. */
const isOf = (service: JsonObject, { nodePort, service: described }: OwnBackend): boolean =>
  described === undefined ? nodePortsOf(service).includes(nodePort) : described.name === nameOf(service);

function waitingEvent(
  service: string,
  finalizer: string,
  left: readonly OwnBackend[],
  outcomes: readonly Outcome[],
): EventOfService {
  const reasons = left.map(({ name }) => {
    const said = outcomes.find(({ step }) => step.verb === 'delete' && lastSegment(step.resource) === name);
    const why = said === undefined ? undefined : reasonOf(said);
    return `backendServices/${name} is still there${why === undefined ? '' : `: ${oneLine(messageOf(why))}`}`;
  });
  const message = `${reasons.join('; ')}; until it is gone the finalizer ${finalizer} keeps this Service`;
  return { service, type: 'Warning', reason: 'Waiting', message };
}

const reasonOf = (outcome: Outcome): unknown =>
  'error' in outcome ? outcome.error : 'refusal' in outcome ? outcome.refusal : undefined;
