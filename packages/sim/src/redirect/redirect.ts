/**
 * `NODE_OPTIONS="--import @gcepool/sim/redirect" GCEPOOL_SIM=http://127.0.0.1:4080 node program.js`: what the program sends to
 * Google's hosts, by `fetch`, `node:http`, `node:https`, `node:http2` or the npm package `undici`, goes to the simulator, which gives out
 * tokens whatever the credentials, and refuses what it does not play.
 */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import process from 'node:process';
import tls from 'node:tls';
import { hideMachine } from '../transports/hide-machine.ts';
import { redirectFetch } from './redirect-fetch.ts';
import type { SendRequest } from './redirect-http.ts';
import { redirectRequest } from './redirect-http.ts';
import type { Connect } from './redirect-sockets.ts';
import { redirectNet, redirectTls } from './redirect-sockets.ts';

const simulator = readSimulator(process.env['GCEPOOL_SIM']);
// Where the simulator is the proxy of this process, whoever started it has prepared all that its clients, and those of processes
// that it starts, look at.
if (process.env['HTTPS_PROXY'] !== simulator.origin) hideMachine([simulator.hostname]);

globalThis.fetch = redirectFetch(globalThis.fetch, simulator);
for (const [module, protocol] of [
  [http, 'http:'],
  [https, 'https:'],
] as const) {
  const request = redirectRequest(module.request as SendRequest, protocol, simulator);
  const get: SendRequest = (...call) => {
    const sent = request(...call);
    sent.end();
    return sent;
  };
  Object.assign(module, { request, get });
}
Object.assign(tls, { connect: redirectTls(tls.connect as Connect<tls.TLSSocket>, simulator) });
const connect = redirectNet(net.connect as Connect<net.Socket>, simulator);
Object.assign(net, { connect, createConnection: connect });
// Programs import the functions by name as well.
syncBuiltinESMExports();

function readSimulator(text: string | undefined): URL {
  if (text !== undefined && URL.canParse(text)) {
    const url = new URL(text);
    if (url.protocol === 'http:') return url;
  }
  throw new TypeError(
    `@gcepool/sim/redirect needs GCEPOOL_SIM, the address of a running simulator such as http://127.0.0.1:4080; got '${text ?? ''}'`,
  );
}
