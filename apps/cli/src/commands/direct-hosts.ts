/** This machine, which nobody means to call through a proxy. */
export const OWN_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '::1'];

const PROXIES = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'] as const;

/**
 * The variables by which clients call some hosts directly though they have a proxy, beside the hosts that are named in them already; none where
 * there is no proxy.
 *
 * @param env in which a client runs
 */
export function directHosts(
  hosts: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  if (PROXIES.every((name) => !env[name])) return {};
  const before = [env['NO_PROXY'], env['no_proxy']].flatMap((list) => (list ?? '').split(/[\s,]+/)).filter(Boolean);
  const noProxy = [...new Set([...hosts, ...before])].join(',');
  return { NO_PROXY: noProxy, no_proxy: noProxy };
}
