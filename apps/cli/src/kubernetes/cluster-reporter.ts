import { BACKENDS_ANNOTATION, serviceRefOf, textAt } from '@gcepool/kubernetes';
import type { JsonObject, KubernetesObject, ServiceRef, ServiceReports } from '@gcepool/kubernetes';
import { HealthRound } from '../pool/health-round.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { backendsAnnotations } from './backends-annotation.ts';
import type { Healthy } from './backends-annotation.ts';
import type { Cluster } from './cluster.ts';
import { serviceEvents } from './service-events.ts';
import type { EventOfService } from './service-events.ts';

/** What a controller writes on Services: Events and the annotation, Events alone, or nothing. */
export type Reported = 'all' | 'events' | 'none';

/** Tells of the Services of a cluster, on themselves, what came of each run. */
export class ClusterReporter {
  readonly #reports: ServiceReports;
  readonly #objects: () => readonly KubernetesObject[];
  readonly #reported: Reported;
  readonly #health = new HealthRound();
  /** Those that bear the annotation, by uid. */
  readonly #annotated = new Map<string, ServiceRef>();

  constructor(reports: ServiceReports, objects: () => readonly KubernetesObject[], reported: Reported) {
    this.#reports = reports;
    this.#objects = objects;
    this.#reported = reported;
  }

  /** The health of ports by nodePort, as it was read last. */
  get health(): ReadonlyMap<number, Healthy> {
    return this.#health.known;
  }

  /**
   * @param more what else is to be told
   * @throws whatever keeps the health of backends, or the Services, from being known.
   */
  async report(session: PoolSession, cluster: Cluster, more: readonly EventOfService[] = []): Promise<void> {
    if (this.#reported === 'none') return;
    const { namer } = session;
    // The next run clears the record.
    const outcomes = [...session.record.outcomes];
    const services = new Map(
      this.#objects().flatMap(({ kind, object }) => (kind === 'Service' ? [named(object)] : [])),
    );
    for (const { service, ...event } of [...serviceEvents(cluster, outcomes, namer), ...more]) {
      const found = services.get(service);
      if (found !== undefined) this.#reports.tell(found.ref, event);
    }
    if (this.#reported === 'events') return;
    const nodePorts = cluster.ports.map(({ nodePort }) => nodePort);
    const wanted = backendsAnnotations(cluster, outcomes, await this.#health.look(session, nodePorts), namer);
    for (const [name, { ref, annotation }] of services)
      if (annotation !== wanted.get(name)) this.#reports.annotate(ref, wanted.get(name));
    this.#forgetUnseen([...services.values()].map(({ ref }) => ref));
    for (const [name, { ref, annotation }] of services)
      if ((annotation ?? wanted.get(name)) !== undefined) this.#annotated.set(ref.uid, ref);
  }

  /** Of a Service that is there and told of no more, for it has other labels by now, nothing is said that would get out of date. */
  #forgetUnseen(seen: readonly ServiceRef[]): void {
    for (const { uid } of seen) this.#annotated.delete(uid);
    for (const ref of this.#annotated.values()) this.#reports.annotate(ref, undefined);
    this.#annotated.clear();
  }
}

/** A Service, with what is annotated on it now. */
interface Named {
  readonly ref: ServiceRef;
  readonly annotation: string | undefined;
}

function named(object: JsonObject): readonly [name: string, Named] {
  const ref = serviceRefOf(object);
  const annotation = textAt(object, 'metadata', 'annotations', BACKENDS_ANNOTATION);
  return [`${ref.namespace}/${ref.name}`, { ref, annotation }];
}
