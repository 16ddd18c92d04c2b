import { usageFailure } from '../failure.ts';

/** The flags that say which cloud a command speaks to. */
export interface CloudOptions {
  readonly cloud?: 'sim' | 'gce';
  readonly endpoint?: URL;
  readonly project?: string;
  readonly state?: string;
}

/** The cloud that the flags amount to. */
export type CloudChoice =
  | { readonly kind: 'sim'; readonly project: string; readonly stateFile?: string }
  | { readonly kind: 'gce'; readonly project: string; readonly endpoint?: URL };

/** The project used where none can matter: simulators accept any. */
export const simulatedProject = 'simulated-project';

/**
 * Which cloud the flags amount to: the embedded simulator unless they say otherwise; `--endpoint` implies `gce`.
 *
 * @param command - The command's name, if it needs a cloud that was there before it and is there after it.
 */
export function chooseCloud(options: CloudOptions, command?: string): CloudChoice {
  const { endpoint, project, state } = options;
  if (options.cloud === 'sim' && endpoint) {
    throw usageFailure(
      '--cloud sim is the simulator inside this command, and --endpoint names one outside; use one of them',
    );
  }
  if ((options.cloud ?? (endpoint && 'gce')) === 'gce') {
    if (state !== undefined) {
      throw usageFailure(
        '--state keeps the simulator inside this command; leave it out with --cloud gce and --endpoint',
      );
    }
    if (endpoint && isLoopback(endpoint)) return { kind: 'gce', project: project ?? simulatedProject, endpoint };
    if (project === undefined) {
      throw usageFailure(
        `${endpoint ? `--endpoint ${endpoint.origin}` : '--cloud gce'} needs --project with a project id`,
      );
    }
    return { kind: 'gce', project, ...(endpoint && { endpoint }) };
  }
  if (command !== undefined && state === undefined) {
    throw usageFailure(
      `${command} needs a cloud that outlives this command: use --cloud gce --project ID, ` +
        '--endpoint URL of a running `gcepool sim`, or --state FILE',
    );
  }
  return { kind: 'sim', project: project ?? simulatedProject, ...(state !== undefined && { stateFile: state }) };
}

/**
 * The project whose instances the nodes are to be; `undefined` where a simulator is the cloud, which stands for any, and where
 * the project is given by its number, which no providerID bears.
 */
export function projectOfNodes({ cloud, endpoint, project }: CloudOptions): string | undefined {
  const isReal = endpoint === undefined ? cloud === 'gce' : !isLoopback(endpoint);
  return isReal && project !== undefined && !/^\d+$/.test(project) ? project : undefined;
}

/** True for the addresses of this machine, where an endpoint is a simulator and needs no credentials. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);

/** The cloud in words, for a person to see where the work went. */
export function describeCloud(choice: CloudChoice): string {
  if (choice.kind === 'gce') {
    const place = choice.endpoint ? `the Compute endpoint ${choice.endpoint.origin}` : 'Google Compute Engine';
    return `${place}, project ${choice.project}`;
  }
  return choice.stateFile === undefined
    ? 'the embedded simulator (nothing real is touched, and nothing is kept when this command ends)'
    : `the embedded simulator (nothing real is touched; its state is kept in ${choice.stateFile})`;
}
