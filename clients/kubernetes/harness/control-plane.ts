import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node';
import { freePort } from './free-port.ts';
import { ServerProcess } from './server-process.ts';

/** A request that the API server has answered, or begun to, as its audit log has it. */
export interface AuditedRequest {
  readonly auditID: string;
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly objectRef?: { readonly resource: string; readonly namespace?: string; readonly name?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The files of the programs. */
export interface Servers {
  readonly etcd: string;
  readonly apiServer: string;
}

/** A kube-apiserver and its etcd on 127.0.0.1, with certificates, tokens and RBAC; no other part of Kubernetes runs. */
export class ControlPlane {
  readonly #servers: Servers;
  readonly #folder: string;
  readonly #etcdPort: number;
  readonly port: number;
  #etcd: ServerProcess | undefined;
  #apiServer: ServerProcess | undefined;

  private constructor(servers: Servers, folder: string, etcdPort: number, port: number) {
    this.#servers = servers;
    this.#folder = folder;
    this.#etcdPort = etcdPort;
    this.port = port;
  }

  /** Resolves when the API server says that it is ready. Where a port was taken meanwhile, it is tried on others. */
  static async start(servers: Servers, attempts = 3): Promise<ControlPlane> {
    const folder = await mkdtemp(join(tmpdir(), 'gcepool-kubernetes-'));
    const plane = new ControlPlane(servers, folder, await freePort(), await freePort());
    try {
      await plane.#writeFiles();
      await plane.#startEtcd();
      await plane.startApiServer();
    } catch (error) {
      await plane.close();
      if (attempts === 1 || !String(error).includes('address already in use')) throw error;
      return ControlPlane.start(servers, attempts - 1);
    }
    return plane;
  }

  async startApiServer(): Promise<void> {
    const at = (file: string): string => join(this.#folder, file);
    const args = [
      `--etcd-servers=http://127.0.0.1:${this.#etcdPort}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${this.port}`,
      `--cert-dir=${at('certificates')}`,
      `--service-account-signing-key-file=${at('service-accounts.key')}`,
      `--service-account-key-file=${at('service-accounts.pub')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--authorization-mode=RBAC',
      `--token-auth-file=${at('tokens.csv')}`,
      `--audit-policy-file=${at('audit-policy.json')}`,
      `--audit-log-path=${at('audit.log')}`,
      '--endpoint-reconciler-type=none',
      // They wait for controllers that do not run here: one makes service accounts, the other takes taints away.
      '--disable-admission-plugins=ServiceAccount,TaintNodesByCondition',
    ];
    this.#apiServer = new ServerProcess(this.#servers.apiServer, args, at('apiserver.log'));
    await this.#apiServer.ready(async () => (await this.#get('/readyz')) === 'ok');
  }

  /** Ends the API server as if its machine lost power; etcd goes on. */
  async killApiServer(): Promise<void> {
    await this.#apiServer?.kill();
    this.#apiServer = undefined;
  }

  /** Lets etcd forget all versions but the present ones. */
  async compact(): Promise<void> {
    const post = async (path: string, body: object): Promise<{ readonly header: { readonly revision: string } }> => {
      const url = `http://127.0.0.1:${this.#etcdPort}/v3/kv/${path}`;
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`);
      // Each answer of etcd has this header.
      return (await answer.json()) as { header: { revision: string } };
    };
    const { revision } = (await post('range', { key: Buffer.from('/').toString('base64') })).header;
    await post('compaction', { revision, physical: true });
  }

  /** A kubeconfig for whoever has this token. @param port that of the API server, or one that leads to it */
  async kubeconfig(token: string, { port = this.port, namespace = 'default' } = {}): Promise<KubeConfig> {
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [{ name: 'here', server: `https://127.0.0.1:${port}`, caData: await this.#authority('base64') }],
      users: [{ name: 'here', token }],
      contexts: [{ name: 'here', cluster: 'here', user: 'here', namespace }],
      currentContext: 'here',
    });
    return config;
  }

  /** The same for somebody who may do everything. */
  adminConfig(): Promise<KubeConfig> {
    return this.kubeconfig(ADMIN);
  }

  /** All requests so far, each once. */
  async audit(): Promise<readonly AuditedRequest[]> {
    // A line that has not ended is being written.
    const lines = (await readFile(join(this.#folder, 'audit.log'), 'utf8')).split('\n').slice(0, -1);
    // What the API server writes into its audit log.
    const requests = lines.map((line) => JSON.parse(line) as AuditedRequest);
    return [...new Map(requests.map((each) => [each.auditID, each])).values()];
  }

  async memoryMb(): Promise<{ readonly apiServer: number; readonly etcd: number }> {
    return { apiServer: (await this.#apiServer?.memoryMb()) ?? 0, etcd: (await this.#etcd?.memoryMb()) ?? 0 };
  }

  async close(): Promise<void> {
    await this.killApiServer();
    await this.#etcd?.kill();
    await rm(this.#folder, { recursive: true });
  }

  async #startEtcd(): Promise<void> {
    const client = `http://127.0.0.1:${this.#etcdPort}`;
    const args = [
      `--data-dir=${join(this.#folder, 'etcd')}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      '--listen-peer-urls=http://127.0.0.1:0',
      // What is lost with the machine is not looked for here.
      '--unsafe-no-fsync',
    ];
    this.#etcd = new ServerProcess(this.#servers.etcd, args, join(this.#folder, 'etcd.log'));
    await this.#etcd.ready(async () => (await fetch(`${client}/readyz`)).ok);
  }

  async #writeFiles(): Promise<void> {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const policy = {
      apiVersion: 'audit.k8s.io/v1',
      kind: 'Policy',
      omitStages: ['RequestReceived'],
      rules: [{ level: 'Metadata' }],
    };
    const files = {
      'service-accounts.key': privateKey.export({ type: 'pkcs8', format: 'pem' }),
      'service-accounts.pub': publicKey.export({ type: 'spki', format: 'pem' }),
      'tokens.csv': `${ADMIN},admin,admin,"system:masters"\n`,
      'audit-policy.json': JSON.stringify(policy),
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(this.#folder, name), content);
  }

  /** The API server signs its certificate itself. */
  #authority(encoding: 'utf8' | 'base64'): Promise<string> {
    return readFile(join(this.#folder, 'certificates', 'apiserver.crt'), encoding);
  }

  async #get(path: string): Promise<string> {
    const ca = await this.#authority('utf8');
    const headers = { authorization: `Bearer ${ADMIN}` };
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: this.port, path, ca, headers }, (answer) => {
        text(answer).then(resolve, reject);
      });
      sent.on('error', reject);
      sent.end();
    });
  }
}

const ADMIN = 'admin-of-this-test';
