import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import { Failure } from '../failure.ts';

const HOST = 'compute.googleapis.com';

/**
 * Looks whether a simulator is a proxy to Google's hosts, with certificates that clients here will trust.
 *
 * @param certificate the file with the certificate of this user's authority
 * @throws Failure if it is not
 */
export async function requireProxy(url: string, certificate: string): Promise<void> {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'http:') throw new Failure(1, `${url}: use the http: address of the simulator, which is the proxy`);
  const asked = request({ host: hostname, port, method: 'CONNECT', path: `${HOST}:443`, agent: false }).end();
  // What node:http gives for CONNECT, over TCP.
  const [answer, socket] = (await Promise.race([
    once(asked, 'connect'),
    once(asked, 'response').then(([refusal]) => [refusal, undefined]),
  ])) as [IncomingMessage, Socket | undefined];
  if (answer.statusCode !== 200 || socket === undefined) {
    asked.destroy();
    throw new Failure(1, `the simulator at ${url} is no proxy: start it with \`gcepool sim\`, or use --start`);
  }
  const secure = connect({ socket, servername: HOST, ca: await readFile(certificate) });
  try {
    await once(secure, 'secureConnect');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `the simulator at ${url} shows a certificate that ${certificate} does not vouch for (${reason}): start it as this user on this machine, or use --start`;
    throw new Failure(1, message, { cause: error });
  } finally {
    secure.destroy();
  }
}
