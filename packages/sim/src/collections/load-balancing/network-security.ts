const HOST = '//networksecurity.googleapis.com/';
const POLICY =
  /^(?:https:\/\/networksecurity\.googleapis\.com\/v1[a-z0-9]*\/|\/\/networksecurity\.googleapis\.com\/)?(projects\/[^/]+\/locations\/[^/]+\/\w+\/[^/]+)$/;

/**
 * Canonical form of a reference to a policy of the Network Security API, which proxies show however it was sent (a test of
 * Terraform's provider); undefined for any other text.
 */
export function networkSecurityPolicy(reference: string): string | undefined {
  const path = POLICY.exec(reference)?.[1];
  return path === undefined ? undefined : HOST + path;
}
