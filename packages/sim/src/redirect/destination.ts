/** What becomes of a request that a program sends somewhere. */
export type Destination =
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'simulator'; readonly url: URL }
  | { readonly kind: 'refused'; readonly message: string };

const COMPUTE: ReadonlySet<string> = new Set(['compute.googleapis.com', 'www.googleapis.com']);
const METADATA: ReadonlySet<string> = new Set(['metadata.google.internal', 'metadata', '169.254.169.254']);
const GOOGLE = /(?:^|\.)(?:googleapis\.com|google\.com|google\.internal|gcr\.io|pkg\.dev|run\.app)$/;

/** Where a request to a URL goes while a simulator plays the part of Google: there, on its way, or nowhere. */
export function destinationOf(url: URL, simulator: URL): Destination {
  const host = url.hostname.replace(/\.$/, '');
  const isSimulated = METADATA.has(host) || (COMPUTE.has(host) && /^\/(?:batch\/)?compute\//.test(url.pathname));
  if (isSimulated) {
    const base = simulator.href.replace(/\/$/, '');
    return { kind: 'simulator', url: new URL(base + url.pathname + url.search) };
  }
  if (!GOOGLE.test(host)) return { kind: 'elsewhere' };
  return {
    kind: 'refused',
    message:
      `${url.protocol}//${url.host}${url.pathname} is Google's, and no simulator plays its part: GCEPOOL_SIM sends Compute ` +
      `Engine and the metadata server to ${simulator.origin}, and keeps every other request from Google. Leave this call out, or ` +
      'start the program without @gcepool/sim/redirect.',
  };
}
