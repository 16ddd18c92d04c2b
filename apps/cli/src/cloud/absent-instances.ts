import type { Node } from '@gcepool/core';
import { enumeration } from '@gcepool/core/internal';
import { isLoopback } from './choose-cloud.ts';
import type { CloudChoice } from './choose-cloud.ts';
import { gcePackage } from './gce-package.ts';

/** What is used of an answer of instances.aggregatedList. */
interface Answer {
  readonly items?: Readonly<Record<string, { readonly instances?: readonly { readonly selfLink?: string }[] }>>;
  readonly nextPageToken?: string;
}

/**
 * What is said of nodes that are no instances where a simulator of this machine is the cloud: machines of a real cluster are there. `undefined`
 * where all are, and where that cannot be told.
 *
 * @param signal - Ends the question.
 */
export async function absentInstances(
  choice: CloudChoice,
  nodes: readonly Node[] | undefined,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (choice.kind !== 'gce' || choice.endpoint === undefined || !isLoopback(choice.endpoint)) return undefined;
  const wanted = (nodes ?? []).filter(({ zone }) => zone !== undefined);
  if (wanted.length === 0) return undefined;
  const { project } = choice;
  const { origin, port } = choice.endpoint;
  const present = await instancesOf(`${origin}/compute/v1/projects/${project}/aggregated/instances`, signal);
  const absent = wanted.filter(({ name, zone = '' }) => present?.has(`zones/${zone}/instances/${name}`) === false);
  const [first] = absent;
  if (first === undefined) return undefined;
  const which = absent.length === wanted.length ? 'no node' : 'not every node';
  return (
    `${which} is an instance of project ${project} on ${origin} (missing: ${enumeration(absent.map(({ name }) => name))}); a simulator has those ` +
    `that were made on it: gcepool gcloud --port ${port} --project ${project} -- compute instances create ${first.name} --zone=${first.zone ?? ''}`
  );
}

/** All that comes of it is a remark. */
const TIMEOUT_MS = 10_000;

async function ask(url: string, signal: AbortSignal): Promise<Answer | undefined> {
  const response = await fetch(url, { signal });
  // What the method answers; all of it may be absent.
  return response.ok ? ((await response.json()) as Answer) : undefined;
}

/** Paths of all instances, from their zones on; `undefined` where what answers is no simulator, or none does. */
async function instancesOf(url: string, stop: AbortSignal | undefined): Promise<ReadonlySet<string> | undefined> {
  const { withinTime } = await gcePackage();
  const paths = new Set<string>();
  let pageToken: string | undefined = '';
  while (pageToken !== undefined) {
    const query = new URLSearchParams({ fields: 'items/*/instances/selfLink,nextPageToken', pageToken });
    const page = `${url}?${query.toString()}`;
    const answer = await withinTime(TIMEOUT_MS, [stop], (signal) => ask(page, signal)).catch(() => undefined);
    if (answer === undefined) return undefined;
    const instances = Object.values(answer.items ?? {}).flatMap(({ instances: some = [] }) => some);
    for (const { selfLink = '' } of instances) paths.add(selfLink.replace(/^.*\/(?=zones\/)/, ''));
    pageToken = answer.nextPageToken;
  }
  return paths;
}
