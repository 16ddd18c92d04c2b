import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoreV1Api, KubernetesObjectApi } from '@kubernetes/client-node';
import type { KubernetesObject } from '@kubernetes/client-node';
import { SERVICE_ACCOUNT, NAMESPACE } from './installed.ts';
import { JudgedCloud, PROJECT } from './judged-cloud.ts';
import type { ControlPlane } from './control-plane.ts';
import { Replica } from './replica.ts';
import { severableLine } from './severable-line.ts';
import type { SeverableLine } from './severable-line.ts';

export const ZONE = 'us-central1-a';
/** Where the services of a world are. */
export const SHOP = 'shop';

/** How a replica differs from the others. */
interface ReplicaOptions {
  readonly flags?: readonly string[];
  /** How far its clock is off the others'. */
  readonly skewMs?: number;
}

/** A replica, and the line by which it reaches the API server. */
export interface StartedReplica {
  readonly replica: Replica;
  readonly line: SeverableLine;
}

/** A cluster on a real API server, and the simulated project that its controllers work in. */
export class World {
  readonly cloud: JudgedCloud;
  readonly plane: ControlPlane;
  readonly objects: KubernetesObjectApi;
  readonly core: CoreV1Api;
  readonly #folder: string;
  readonly #started: StartedReplica[] = [];
  #ports: readonly number[] = [];
  #nodes: readonly string[] = [];

  private constructor(
    plane: ControlPlane,
    objects: KubernetesObjectApi,
    core: CoreV1Api,
    folder: string,
    cloud: JudgedCloud,
  ) {
    this.plane = plane;
    this.objects = objects;
    this.core = core;
    this.#folder = folder;
    this.cloud = cloud;
  }

  /** @param cloud its own project by default */
  static async begin(plane: ControlPlane, cloud: JudgedCloud = new JudgedCloud('shop')): Promise<World> {
    const admin = await plane.adminConfig();
    const folder = await mkdtemp(join(tmpdir(), 'gcepool-world-'));
    const world = new World(
      plane,
      KubernetesObjectApi.makeApiClient(admin),
      admin.makeApiClient(CoreV1Api),
      folder,
      cloud,
    );
    cloud.desire({ zones: [ZONE] });
    await world.objects.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: SHOP } }).catch(existing);
    return world;
  }

  /** Starts a replica; its name is the user of its calls. */
  async replica(name: string, { flags = [], skewMs = 0 }: ReplicaOptions = {}): Promise<StartedReplica> {
    const line = await severableLine(this.plane.port);
    const { status } = await this.core.createNamespacedServiceAccountToken({
      ...SERVICE_ACCOUNT,
      body: { spec: { audiences: [], expirationSeconds: 3_600 } },
    });
    const config = await this.plane.kubeconfig(status?.token ?? '', { port: line.port, namespace: NAMESPACE });
    const file = join(this.#folder, name);
    await writeFile(file, config.exportConfig());
    const endpoint = await this.cloud.serve(name);
    const args = ['--kubeconfig', file, '--lease', 'gcepool', '--cluster', 'shop', '--project', PROJECT];
    const replica = new Replica(
      [...args, '--endpoint', endpoint.href, ...flags],
      skewMs === 0 ? [] : ['--import', skew(skewMs)],
    );
    const started = { replica, line };
    this.#started.push(started);
    return started;
  }

  async addService(nodePort: number, name = `web-${nodePort}`, namespace = SHOP): Promise<void> {
    this.#ports = [...this.#ports, nodePort];
    this.#desire();
    const ports = [{ name: 'http', port: 80, nodePort }];
    await this.objects.create(
      object('Service', { name, namespace }, { spec: { type: 'NodePort', selector: { app: name }, ports } }),
    );
  }

  async removeService(nodePort: number, name = `web-${nodePort}`, namespace = SHOP): Promise<void> {
    this.#ports = this.#ports.filter((port) => port !== nodePort);
    this.#desire();
    await this.core.deleteNamespacedService({ name, namespace });
  }

  /** Makes a node, and the instance that it runs on. */
  async addNode(name: string): Promise<void> {
    this.cloud.send('POST', `zones/${ZONE}/instances`, {
      name,
      machineType: `zones/${ZONE}/machineTypes/e2-small`,
      networkInterfaces: [{ network: 'global/networks/default' }],
      disks: [
        { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
      ],
    });
    this.#nodes = [...this.#nodes, name];
    this.#desire();
    const labels = { 'topology.kubernetes.io/zone': ZONE };
    const status = { conditions: [{ type: 'Ready', status: 'True' }] };
    await this.objects.create(
      object('Node', { name, labels }, { spec: { providerID: `gce://${PROJECT}/${ZONE}/${name}` }, status }),
    );
  }

  async removeNode(name: string): Promise<void> {
    this.#nodes = this.#nodes.filter((node) => node !== name);
    this.#desire();
    await this.core.deleteNode({ name });
  }

  /** Ends all replicas and takes away what was made. */
  async end(): Promise<void> {
    for (const { replica, line } of this.#started) {
      replica.signal('SIGCONT');
      await replica.end('SIGKILL');
      await line.close();
    }
    // Before what needs an API server, which a test that failed may have left without.
    await this.cloud.close();
    await rm(this.#folder, { recursive: true });
    for (const { metadata } of (await this.core.listNamespacedService({ namespace: SHOP })).items) {
      const service = { name: metadata?.name ?? '', namespace: SHOP };
      await this.core.deleteNamespacedService(service);
      if (metadata?.finalizers === undefined) continue;
      await this.core.patchNamespacedService({ ...service, body: [{ op: 'remove', path: '/metadata/finalizers' }] });
    }
    await this.core.deleteCollectionNode();
    await this.objects
      .delete(object('Lease', { name: 'gcepool', namespace: NAMESPACE }, {}, 'coordination.k8s.io/v1'))
      .catch(() => undefined);
  }

  #desire(): void {
    this.cloud.desire({
      ports: this.#ports.map((nodePort) => ({ nodePort })),
      nodes: this.#nodes.map((name) => ({ name, zone: ZONE })),
    });
  }
}

const object = (kind: string, metadata: object, rest: object, apiVersion = 'v1'): KubernetesObject => ({
  apiVersion,
  kind,
  metadata,
  ...rest,
});

/** A module by which a process believes that it is another time. */
const skew = (ms: number): string =>
  `data:text/javascript,const Real=Date;globalThis.Date=class extends Real{constructor(...a){a.length===0?super(Real.now()+${ms}):super(...a)}static now(){return Real.now()+${ms}}};`;

/** What is there already need not be made. */
function existing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 409)) throw error;
}
