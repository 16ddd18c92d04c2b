import type { ApiVersion } from '@gcepool/api';
import type { Proxied } from './proxied-environment.ts';
import { javaOptions, nodeOptions, proxiedVariables } from './proxied-environment.ts';

/** Said again here, for the API's own list comes with all of its methods. */
export const API_VERSIONS: readonly ApiVersion[] = ['v1', 'beta', 'alpha'];

export const CLIENT_NAMES = ['gcloud', 'terraform', 'node', 'go', 'python', 'java', 'proxy'] as const;
export type ClientName = (typeof CLIENT_NAMES)[number];

/** What a client needs to find a simulator. */
export interface ClientEnvironment {
  /** As it is asked for on the command line. */
  readonly name: ClientName;
  readonly client: string;
  /** What to know before one relies on it. */
  readonly note?: string;
  /** Environment variables, by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** What has to be said in the program, where no variable says it. */
  readonly code?: readonly string[];
}

/** What application default credentials of every language need: the simulator is the metadata server too. */
const credentials = (url: string, project: string): Readonly<Record<string, string>> => ({
  GCE_METADATA_HOST: new URL(url).host,
  GOOGLE_CLOUD_PROJECT: project,
});

/** The same for clients that look for a key first: with that they look no further. */
const keyed = (url: string, project: string, key: string): Readonly<Record<string, string>> => ({
  ...credentials(url, project),
  GOOGLE_APPLICATION_CREDENTIALS: key,
});

/**
 * What gcloud needs.
 *
 * @param version of the API: `gcloud beta` and `gcloud alpha` send what they have to say to the endpoint, whatever its version
 */
export const gcloudVariables = (
  url: string,
  project: string,
  version: ApiVersion,
): Readonly<Record<string, string>> => ({
  CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE: `${url}/compute/${version}/`,
  CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDRESOURCEMANAGER: `${url}/`,
  CLOUDSDK_API_ENDPOINT_OVERRIDES_SERVICEUSAGE: `${url}/`,
  CLOUDSDK_AUTH_DISABLE_CREDENTIALS: 'true',
  ...gcloudSilence(project),
});

/** By which gcloud asks for nothing and reports nothing. */
export const gcloudSilence = (project: string): Readonly<Record<string, string>> => ({
  CLOUDSDK_CORE_PROJECT: project,
  CLOUDSDK_CORE_DISABLE_PROMPTS: '1',
  CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: 'true',
  CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: 'true',
  CLOUDSDK_SURVEY_DISABLE_PROMPTS: '1',
});

/**
 * What clients need that ask for nothing but variables.
 *
 * @param url where the simulator is, without a slash at the end
 * @param version of the API that the client is to ask, where it does not choose by itself
 */
export const clientEnvironments = (url: string, project: string, version: ApiVersion): readonly ClientEnvironment[] => [
  { name: 'gcloud', client: 'gcloud', variables: gcloudVariables(url, project, version) },
  {
    name: 'terraform',
    client: 'Terraform',
    note: 'as its provider is documented; the provider’s own tests of Compute were run so, at release 8.0',
    variables: {
      GOOGLE_COMPUTE_CUSTOM_ENDPOINT: `${url}/compute/${version}/`,
      GOOGLE_RESOURCE_MANAGER_CUSTOM_ENDPOINT: `${url}/v1/`,
      GOOGLE_RESOURCE_MANAGER_V3_CUSTOM_ENDPOINT: `${url}/v3/`,
      GOOGLE_SERVICE_USAGE_CUSTOM_ENDPOINT: `${url}/v1/`,
      GOOGLE_OAUTH_ACCESS_TOKEN: 'gcepool-simulator-token',
      GOOGLE_PROJECT: project,
    },
    // The variable is of both providers, and the endpoint of a provider says the version that it means.
    code: [`provider "google-beta" { compute_custom_endpoint = "${url}/compute/beta/" }`],
  },
  {
    name: 'node',
    client: 'Node.js',
    variables: { NODE_OPTIONS: nodeOptions(), GCEPOOL_SIM: url },
  },
];

/**
 * Clients that know the simulator by an address of its own, and would take the machine's credentials for it if they had none.
 *
 * @param key the file with a service account's key
 */
export const keyedClients = (
  url: string,
  project: string,
  version: ApiVersion,
  key: string,
): readonly ClientEnvironment[] => [
  {
    name: 'go',
    client: 'Go',
    variables: keyed(url, project, key),
    code: [
      `compute.NewService(ctx, option.WithEndpoint("${url}/compute/${version}/"))`,
      `compute.NewInstancesRESTClient(ctx, option.WithEndpoint("${url}"))`,
    ],
  },
  {
    name: 'python',
    client: 'Python',
    // Where google-auth for Python looks first whether there is a metadata server.
    variables: { ...keyed(url, project, key), GCE_METADATA_IP: new URL(url).host },
    code: [
      `compute_v1.InstancesClient(client_options={"api_endpoint": "${url}"})`,
      `discovery.build("compute", "${version}", client_options={"api_endpoint": "${url}/compute/${version}/"})`,
    ],
  },
];

/** Clients that take the simulator for their proxy, with no word in the program. */
export const proxiedClients = (proxied: Proxied): readonly ClientEnvironment[] => [
  {
    name: 'java',
    client: 'Java',
    variables: { ...credentials(proxied.url, proxied.project), JAVA_TOOL_OPTIONS: javaOptions(proxied) },
  },
  {
    name: 'proxy',
    client: 'Any program, as `gcepool exec` runs it, but for what the machine has of its own',
    variables: {
      ...proxiedVariables(proxied),
      GCEPOOL_SIM: proxied.url,
      NODE_OPTIONS: nodeOptions(),
      JAVA_TOOL_OPTIONS: javaOptions(proxied),
    },
  },
];
