import { pathAndQuery } from './written-call.ts';
import type { WrittenCall } from './written-call.ts';

/** What a POSIX shell takes for one word. */
const quoted = (text: string): string => (/^[\w./:=@%,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

const HEAD = `#!/bin/sh
# COMPUTE is where the API is, and TOKEN a token for it.
set -eu
: "\${COMPUTE:=https://compute.googleapis.com/compute}"
: "\${TOKEN:=$(gcloud auth print-access-token)}"

# send METHOD PATH [BODY]: prints the answer, and fails where it is a refusal.
send() {
  if [ $# -gt 2 ]; then set -- "$1" "$2" -H 'content-type: application/json' --data-raw "$3"; fi
  method=$1 path=$2
  shift 2
  curl -gsS --fail-with-body -X "$method" -H "authorization: Bearer $TOKEN" "$@" "$COMPUTE/$path"
}

# change METHOD PATH [BODY]: the same, and waits for the operation that it starts.
change() {
  answer=$(send "$@") || { printf '%s\\n' "$answer" >&2; return 1; }
  operation=$(printf '%s\\n' "$answer" | sed -n 's|^  "selfLink": ".*/compute/\\(.*/operations/[^"]*\\)".*|\\1|p')
  [ -n "$operation" ] || return 0
  until printf '%s\\n' "$answer" | grep -q '^  "status": "DONE"'; do answer=$(send POST "$operation/wait"); done
  if printf '%s\\n' "$answer" | grep -q '^  "error": {'; then printf '%s\\n' "$answer" >&2; return 1; fi
}

# fingerprint PATH FIELDS: of what is there now.
fingerprint() { send GET "$1?fields=$2" | sed -n 's/.*ingerprint": "\\([^"]*\\)".*/\\1/p'; }
`;

/** As a shell script of curl. */
export const asCurl = (calls: readonly WrittenCall[]): string => [HEAD, ...calls.map(curl)].join('\n');

/** As a shell script of gcloud, and of curl where gcloud has flags of its own for what a body says. */
export function asGcloud(calls: readonly WrittenCall[]): string {
  const isByGcloud = (call: WrittenCall): boolean => gcloud(call) !== undefined;
  const lines = calls.map((call) => {
    const command = gcloud(call);
    return command === undefined ? curl(call) : `${orElse(command, call)}\n`;
  });
  const others = calls.filter((call) => !isByGcloud(call)).length;
  const note = `# Of ${calls.length} calls ${others} are made by curl: gcloud has flags of its own for what their bodies say.\n`;
  return [HEAD, note, ...lines].join('\n');
}

function curl(call: WrittenCall): string {
  const { method, version, body, fingerprint } = call;
  const target = pathAndQuery(call);
  const words = ['change', method.httpMethod, quoted(target)];
  if (body !== undefined) words.push(bodyWord(body, fingerprint?.field));
  const before =
    fingerprint === undefined
      ? ''
      : `mark=$(fingerprint ${quoted(`${version}/${fingerprint.get.path}`)} ${fingerprint.at.join('/')})\n`;
  return `${before}${orElse(words.join(' '), call)}\n`;
}

/** The body, with the fingerprint that was read in the place of its own. */
function bodyWord(body: object, field: string | undefined): string {
  const text = JSON.stringify(body);
  if (field === undefined) return quoted(text);
  const rest = text === '{}' ? '}' : `,${text.slice(1)}`;
  return `"{\\"${field}\\":\\"$mark\\""${quoted(rest)}`;
}

const orElse = (command: string, { refusal }: WrittenCall): string =>
  refusal === undefined ? command : `# It was refused: ${refusal.replaceAll(/\s+/g, ' ')}\n${command} || true`;

/** What gcloud calls collections by another name. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ['firewalls', 'firewall-rules'],
  ['globalAddresses', 'addresses'],
  ['globalForwardingRules', 'forwarding-rules'],
]);
const VERBS: ReadonlySet<string> = new Set(['delete', 'reset', 'resume', 'start', 'stop', 'suspend']);

/** What gcloud says with a name and a place alone. */
function gcloud({ version, method, parameters, body, query }: WrittenCall): string | undefined {
  if (version !== 'v1' || !VERBS.has(method.name) || body !== undefined || Object.keys(query).length > 0)
    return undefined;
  const { project = '', zone, region, ...named } = parameters;
  const names = Object.values(named);
  if (names.length !== 1 || (method.name !== 'delete' && method.collection !== 'instances')) return undefined;
  const collection = method.collection.replace(/^region([A-Z])/, (_, letter: string) => letter.toLowerCase());
  const group =
    GROUPS.get(method.collection) ?? collection.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const place =
    zone !== undefined
      ? [`--zone=${zone}`]
      : region !== undefined
        ? [`--region=${region}`]
        : HAS_REGIONS.has(group)
          ? ['--global']
          : [];
  const words = ['gcloud', 'compute', group, method.name, ...names, ...place, `--project=${project}`, '--quiet'];
  return words.map(quoted).join(' ');
}

/** Groups that are global and in regions, of which gcloud wants to be told which is meant. */
const HAS_REGIONS: ReadonlySet<string> = new Set([
  'addresses',
  'backend-services',
  'forwarding-rules',
  'health-checks',
  'network-endpoint-groups',
  'security-policies',
  'ssl-certificates',
  'ssl-policies',
  'target-http-proxies',
  'target-https-proxies',
  'target-tcp-proxies',
  'url-maps',
]);
