import { BACKENDS_ANNOTATION, textAt } from '@gcepool/kubernetes';
import type { JsonObject, KubernetesObject, ServiceRef, ServiceReports } from '@gcepool/kubernetes';
import { HealthRound } from '../pool/health-round.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { backendsAnnotations } from './backends-annotation.ts';
import type { Healthy } from './backends-annotation.ts';
import type { Cluster } from './cluster.ts';
import { serviceEvents } from './service-events.ts';

/** What a controller writes on Services: Events and the annotation, Events alone, or nothing. */
export type Reported = 'all' | 'events' | 'none';

/** Tells of the Services of a cluster, on themselves, what came of each run. */
export class ClusterReporter {
  readonly #reports: ServiceReports;
  readonly #objects: () => readonly KubernetesObject[];
  readonly #reported: Reported;
  readonly #health = new HealthRound();

  constructor(reports: ServiceReports, objects: () => readonly KubernetesObject[], reported: Reported) {
    this.#reports = reports;
    this.#objects = objects;
    this.#reported = reported;
  }

  /** The health of ports, as it was read last. */
  get health(): Iterable<Healthy> {
    return this.#health.known.values();
  }

  /** @throws whatever keeps the health of backends, or the Services, from being known. */
  async report(session: PoolSession, cluster: Cluster): Promise<void> {
    if (this.#reported === 'none') return;
    const { namer } = session;
    // The next run clears the record.
    const outcomes = [...session.record.outcomes];
    const services = new Map(
      this.#objects().flatMap(({ kind, object }) => (kind === 'Service' ? [named(object)] : [])),
    );
    for (const { service, ...event } of serviceEvents(cluster, outcomes, namer)) {
      const found = services.get(service);
      if (found !== undefined) this.#reports.tell(found.ref, event);
    }
    if (this.#reported === 'events') return;
    const nodePorts = cluster.ports.map(({ nodePort }) => nodePort);
    const wanted = backendsAnnotations(cluster, outcomes, await this.#health.look(session, nodePorts), namer);
    for (const [name, { ref, annotation }] of services)
      if (annotation !== wanted.get(name)) this.#reports.annotate(ref, wanted.get(name));
  }
}

/** A Service by its name, with what is annotated on it now. */
function named(
  object: JsonObject,
): readonly [string, { readonly ref: ServiceRef; readonly annotation: string | undefined }] {
  const of = (field: string): string => textAt(object, 'metadata', field) ?? '';
  const ref = { namespace: of('namespace'), name: of('name'), uid: of('uid') };
  const annotation = textAt(object, 'metadata', 'annotations', BACKENDS_ANNOTATION);
  return [`${ref.namespace}/${ref.name}`, { ref, annotation }];
}
