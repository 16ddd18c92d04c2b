import { bodyFieldOf, isInClients, messageOf, serviceOf } from './rpc-names.ts';
import { pathAndQuery } from './written-call.ts';
import type { WrittenCall } from './written-call.ts';

const small = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** As a program on `@google-cloud/compute`, and on its `fetch` for what that has not. */
export function asTypeScript(calls: readonly WrittenCall[]): string {
  const services = new Set(
    calls
      .filter(isInClients)
      .flatMap(({ method, fingerprint }) => [
        serviceOf(method),
        ...(fingerprint === undefined ? [] : [serviceOf(fingerprint.get.method)]),
      ]),
  );
  const classes = [...services, 'GlobalOperations', 'RegionOperations', 'ZoneOperations'].map((one) => `${one}Client`);
  const others = calls.some((call) => !isInClients(call));
  return [
    `import {\n${[...new Set(classes)]
      .toSorted()
      .map((name) => `  ${name},`)
      .join('\n')}\n} from '@google-cloud/compute';`,
    ...(others ? ["import { GoogleAuth } from 'google-auth-library';"] : []),
    '',
    ...[...services].toSorted().map((service) => `const ${small(service)} = new ${service}Client();`),
    DONE,
    ...(others ? [SEND] : []),
    ...calls.map((call, index) => (isInClients(call) ? byClient(call, index) : bySend(call))),
    '',
  ].join('\n');
}

const DONE = `
/** A change is over when its operation is. */
async function done(change) {
  const [answer] = await change;
  let operation = answer.latestResponse;
  if (operation === undefined) return;
  const { project } = /\\/projects\\/(?<project>[^/]+)\\//.exec(operation.selfLink).groups;
  const last = (link) => link.slice(link.lastIndexOf('/') + 1);
  while (operation.status !== 'DONE') {
    const request = { project, operation: operation.name };
    [operation] = operation.zone
      ? await new ZoneOperationsClient().wait({ ...request, zone: last(operation.zone) })
      : operation.region
        ? await new RegionOperationsClient().wait({ ...request, region: last(operation.region) })
        : await new GlobalOperationsClient().wait(request);
  }
  if (operation.error) throw new Error(JSON.stringify(operation.error));
}
`;

const SEND = `const auth = new GoogleAuth({ scopes: 'https://www.googleapis.com/auth/compute' });

/** What the client has not. */
async function send(method, path, data) {
  const url = \`https://compute.googleapis.com/compute/\${path}\`;
  let { data: answer } = await auth.request({ url, method, data });
  while (answer.kind === 'compute#operation' && answer.status !== 'DONE') {
    ({ data: answer } = await auth.request({ url: \`\${answer.selfLink}/wait\`, method: 'POST' }));
  }
  if (answer.error) throw new Error(JSON.stringify(answer.error));
  return answer;
}
`;

const literal = (value: unknown): string => JSON.stringify(value, undefined, 2);

function byClient(call: WrittenCall, index: number): string {
  const { method, fingerprint } = call;
  const client = small(serviceOf(method));
  if (fingerprint === undefined) return statement(`done(${client}.${method.name}(${literal(messageOf(call))}))`, call);
  const { get, at, field } = fingerprint;
  const body = bodyFieldOf(method);
  const { [body]: sent, ...rest } = messageOf(call);
  const name = `current${index + 1}`;
  const read = `const [${name}] = await ${small(serviceOf(get.method))}.get(${literal(get.parameters)});`;
  const message = `{ ...${literal(rest)}, ${body}: { ...${literal(sent)}, ${field}: ${name}.${at.join('.')} } }`;
  return `${read}\n${statement(`done(${client}.${method.name}(${message}))`, call)}`;
}

function bySend(call: WrittenCall): string {
  const { method, version, body, fingerprint } = call;
  const target = literal(pathAndQuery(call));
  const mark =
    fingerprint === undefined
      ? ''
      : `, ${fingerprint.field}: (await send('GET', ${literal(`${version}/${fingerprint.get.path}`)})).${fingerprint.at.join('.')}`;
  const data = body === undefined ? '' : `, ${mark === '' ? literal(body) : `{ ...${literal(body)}${mark} }`}`;
  return statement(`send('${method.httpMethod}', ${target}${data})`, call);
}

const statement = (expression: string, { refusal }: WrittenCall): string =>
  refusal === undefined
    ? `await ${expression};`
    : `// It was refused: ${refusal.replaceAll(/\s+/g, ' ')}\nawait ${expression}.catch(console.error);`;
