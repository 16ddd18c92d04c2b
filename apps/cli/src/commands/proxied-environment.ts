import type { TrustFiles } from '../trust/trust-files.ts';
import { OWN_HOSTS } from './direct-hosts.ts';
import { STORE_PASSWORD } from '../trust/java-key-store.ts';

/** A simulator that is the proxy of clients, and what makes them take it for Google. */
export interface Proxied {
  /** Where it is, without a slash at the end. */
  readonly url: string;
  readonly project: string;
  readonly trust: TrustFiles;
}

/**
 * What makes clients of all languages send what is for Google to a simulator, with no word in the program: they take it for
 * their proxy, trust its certificates and find a metadata server.
 *
 * @param direct hosts that are called without a proxy, beside this machine
 */
export function proxiedVariables(
  { url, project, trust }: Proxied,
  direct: readonly string[] = [],
): Readonly<Record<string, string>> {
  const { host, hostname } = new URL(url);
  const noProxy = [...new Set([...OWN_HOSTS, hostname, ...direct])].join(',');
  return {
    HTTPS_PROXY: url,
    https_proxy: url,
    HTTP_PROXY: url,
    http_proxy: url,
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    // OpenSSL, and so Ruby, Python and others; Go.
    SSL_CERT_FILE: trust.bundle,
    REQUESTS_CA_BUNDLE: trust.bundle,
    HTTPLIB2_CA_CERTS: trust.bundle,
    CURL_CA_BUNDLE: trust.bundle,
    CLOUDSDK_CORE_CUSTOM_CA_CERTS_FILE: trust.bundle,
    NODE_EXTRA_CA_CERTS: trust.own,
    NODE_USE_ENV_PROXY: '1',
    GCE_METADATA_HOST: host,
    // Where google-auth for Python looks first whether there is a metadata server.
    GCE_METADATA_IP: host,
    GCE_METADATA_ROOT: host,
    METADATA_SERVER_DETECTION: 'assume-present',
    GOOGLE_CLOUD_PROJECT: project,
    GOOGLE_PROJECT: project,
  };
}

/** The same for Java, as the options of its virtual machine. */
export function javaOptions({ url, trust }: Proxied): string {
  const { hostname, port } = new URL(url);
  const properties = {
    'https.proxyHost': hostname,
    'https.proxyPort': port,
    'http.proxyHost': hostname,
    'http.proxyPort': port,
    'http.nonProxyHosts': 'localhost|127.*|[::1]',
    'javax.net.ssl.trustStore': trust.javaStore,
    'javax.net.ssl.trustStoreType': 'JKS',
    'javax.net.ssl.trustStorePassword': STORE_PASSWORD,
  };
  return Object.entries(properties)
    .map(([name, value]) => (/\s/.test(value) ? `"-D${name}=${value}"` : `-D${name}=${value}`))
    .join(' ');
}

/** The same for Node.js of every version, also for its HTTP/2: the address of the module that leads there. */
export const nodeOptions = (): string => `--import=${import.meta.resolve('@gcepool/sim/redirect')}`;
