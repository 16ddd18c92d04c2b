import { fileURLToPath } from 'node:url';
import { remarkLines } from '@gcepool/kubernetes';
import { chooseCloud, describeCloud } from '../cloud/choose-cloud.ts';
import { insertNodes } from '../cloud/insert-nodes.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { OpenCloud } from '../cloud/with-cloud.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import { healthLines } from '../output/health-lines.ts';
import { outcomeSums, stepLines } from '../output/step-lines.ts';
import { endTrials } from '../pool/end-trials.ts';
import { ownFile } from '../own-file.ts';
import { planCluster } from './plan.ts';
import { openPool } from '../pool/pool-session.ts';
import { readBackends } from '../pool/backend-health.ts';
import { syncCluster } from './sync.ts';

const example = (name: string): string => fileURLToPath(ownFile(`examples/${name}`));

const zones = ['us-central1-a', 'us-central1-b', 'us-central1-c'];
const cluster = 'shop';

/** Shows the main job: a shop is brought into an empty cloud, changes, and needs nothing more. */
export async function demo(io: Io): Promise<void> {
  const { print, style } = io;
  const choice = chooseCloud({});
  print(style.strong('gcepool keeps Kubernetes nodePort services in step with GCE backend services.'));
  print(`Every call below goes through Google's own client to ${describeCloud(choice)}.`);
  await withCloud(choice, async (open) => {
    await act(open, io, 'shop.yaml', 'A shop comes into an empty cloud');
    await act(open, io, 'shop-changed.yaml', 'A week later: one service is gone, one is new, one now speaks HTTP/2');
    await act(open, io, 'shop-changed.yaml', 'Once more, unchanged');
  });
  print('');
  print(
    `Try it on what you have: ${style.strong('npx gcepool plan --from <(kubectl get services -A -o json) --zones …')}`,
  );
}

async function act(open: OpenCloud, io: Io, file: string, title: string) {
  const { print, style } = io;
  print(`\n${style.strong(`== ${title} (${file})`)}`);
  const desired = await readCluster({ from: [example(file)], nodes: example('nodes.json') });
  for (const line of remarkLines(desired.remarks)) print(style.dim(line));
  // A session each, as when the command is run again: nothing is remembered but what is in the cloud.
  const session = openPool(open, { cluster, zones });
  const section = (name: string): void => print(`\n${style.strong(name)}`);
  if (open.simulator) insertNodes(open.simulator, open.choice.project, desired.nodes ?? []);

  const before = session.apiCalls();
  const steps = (await planCluster(session, desired, { gc: true })).waves.flat();
  const planned = session.apiCalls();
  if (steps.length === 0) {
    print(`${style.good('nothing to do')}: all is as desired (${planned - before} API calls)`);
    return;
  }
  section(`Planned, and why (${planned - before} API calls)`);
  for (const line of stepLines(steps, style)) print(line);

  await syncCluster(session, desired, { gc: true });
  await endTrials(session, { remark: (line) => print(style.dim(line)) });
  const failure = session.record.failure('demo');
  if (failure !== undefined) throw new Failure(1, failure);
  section(`Done (${session.apiCalls() - planned} API calls)`);
  for (const line of outcomeSums(session.record.outcomes, style)) print(line);

  const done = session.apiCalls();
  const backends = await readBackends(session, []);
  section(`The backends now (${session.apiCalls() - done} API calls)`);
  for (const line of healthLines(backends, style)) print(`  ${line}`);
}
