import { bodyFieldOf, isInClients, messageOf, requestOf, serviceOf, snakeOf } from './rpc-names.ts';
import { pathAndQuery } from './written-call.ts';
import type { WrittenCall } from './written-call.ts';

const HEAD = `import json

from google.cloud import compute_v1
`;

const SEND = `import google.auth
from google.auth.transport.requests import AuthorizedSession

credentials, _ = google.auth.default(scopes=["https://www.googleapis.com/auth/compute"])
session = AuthorizedSession(credentials)


def send(method, path, body=None):
    """What the client has not."""
    answer = session.request(method, f"https://compute.googleapis.com/compute/{path}", json=body)
    answer.raise_for_status()
    found = answer.json()
    while found.get("kind") == "compute#operation" and found["status"] != "DONE":
        found = session.post(f"{found['selfLink']}/wait").json()
    if "error" in found:
        raise RuntimeError(found["error"])
    return found
`;

const DONE = `

def done(change):
    """A change is over when its operation is."""
    if hasattr(change, "result"):
        change.result()


def request(kind, message):
    return kind.from_json(json.dumps(message))

`;

/** As a program on `google-cloud-compute`, and on its session for what that has not. */
export const asPython = (calls: readonly WrittenCall[]): string =>
  [
    HEAD + (calls.some((call) => !isInClients(call)) ? SEND : '') + DONE,
    ...calls.map((call) => (isInClients(call) ? byClient(call) : bySend(call))),
    '',
  ].join('\n');

function byClient(call: WrittenCall): string {
  const { method, fingerprint } = call;
  const message = `json.loads(${text(messageOf(call))})`;
  const client = `compute_v1.${serviceOf(method)}Client()`;
  const send = (value: string): string =>
    `done(${client}.${snakeOf(method.name)}(request(compute_v1.${requestOf(method)}, ${value})))`;
  if (fingerprint === undefined) return statement([send(message)], call);
  const { get, at, field } = fingerprint;
  const current = `compute_v1.${serviceOf(get.method)}Client().get(request(compute_v1.${requestOf(get.method)}, json.loads(${text(get.parameters)})))`;
  return statement(
    [
      `message = ${message}`,
      `message["${bodyFieldOf(method)}"]["${field}"] = ${current}.${at.map(snakeOf).join('.')}`,
      send('message'),
    ],
    call,
  );
}

function bySend(call: WrittenCall): string {
  const { method, version, body, fingerprint } = call;
  const target = JSON.stringify(pathAndQuery(call));
  const sent = body === undefined ? 'None' : `json.loads(${text(body)})`;
  if (fingerprint === undefined) return statement([`send("${method.httpMethod}", ${target}, ${sent})`], call);
  const at = fingerprint.at.map((name) => `["${name}"]`).join('');
  return statement(
    [
      `body = ${sent}`,
      `body["${fingerprint.field}"] = send("GET", ${JSON.stringify(`${version}/${fingerprint.get.path}`)})${at}`,
      `send("${method.httpMethod}", ${target}, body)`,
    ],
    call,
  );
}

/** JSON as a text of Python: the escapes of both are the same. */
const text = (value: unknown): string => JSON.stringify(JSON.stringify(value));

const statement = (lines: readonly string[], { refusal }: WrittenCall): string =>
  refusal === undefined
    ? lines.join('\n')
    : [
        `# It was refused: ${refusal.replaceAll(/\s+/g, ' ')}`,
        'try:',
        ...lines.map((line) => `    ${line}`),
        'except Exception as error:',
        '    print(error)',
      ].join('\n');
