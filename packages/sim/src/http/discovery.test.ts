import { apiVersions, modelOf } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import { createSimulator } from '../index.ts';
import type { JsonObject } from '../kernel/json.ts';
import { asObject } from '../kernel/json.ts';
import { discoveryDocument } from './discovery-document.ts';

/** Every `$ref` in a document. */
function refsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}

describe.each(apiVersions)('the discovery document of %s', (version) => {
  const model = modelOf(version);
  const { schemas, resources, ...head } = discoveryDocument(model, 'http://sim.test/');

  test('says where it is served, and of which revision it is', () => {
    expect(head).toMatchObject({
      id: `compute:${version}`,
      revision: model.revision,
      baseUrl: `http://sim.test/compute/${version}/`,
      batchPath: `batch/compute/${version}`,
    });
  });

  test('has every method and every schema', () => {
    const methods = Object.values(asObject(resources)).flatMap((resource) =>
      Object.values(asObject(asObject(resource)['methods'])),
    );
    expect(methods.map((method) => asObject(method)['id'])).toEqual(model.methods.map(({ id }) => `compute.${id}`));
    expect(Object.keys(asObject(schemas))).toHaveLength(model.schemaNames.length);
  });

  test('refers to nothing that it does not have', () => {
    const names = new Set(Object.keys(asObject(schemas)));
    expect(refsIn({ schemas, resources }).filter((name) => !names.has(name))).toEqual([]);
  });
});

test('properties and parameters are in the form of discovery documents', () => {
  const { schemas, resources } = discoveryDocument(modelOf('v1'), 'http://sim.test/');
  const propertiesOf = (name: string): JsonObject => asObject(asObject(asObject(schemas)[name])['properties']);
  expect(propertiesOf('Network')['name']).toMatchObject({ annotations: { required: ['compute.networks.insert'] } });
  expect(propertiesOf('Network')['id']).toEqual({ type: 'string', format: 'uint64', readOnly: true });
  expect(propertiesOf('Metadata')['items']).toEqual({ type: 'array', items: { $ref: 'MetadataItems' } });
  expect(propertiesOf('Instance')['labels']).toEqual({ type: 'object', additionalProperties: { type: 'string' } });
  const methods = asObject(asObject(asObject(resources)['zones'])['methods']);
  expect(asObject(asObject(methods['list'])['parameters'])['maxResults']).toMatchObject({
    minimum: '0',
    default: '500',
  });
});

describe('is served', () => {
  const { fetch } = createSimulator();
  const discovered = async (url: string): Promise<{ status: number; body: JsonObject }> => {
    const answer = await fetch(url);
    const body: unknown = await answer.json();
    // The body of an answer of the simulator is a JSON object.
    return { status: answer.status, body: body as JsonObject };
  };

  const documents = apiVersions.flatMap((version) => {
    const [onApis, onCompute] = [`discovery/v1/apis/compute/${version}/rest`, `$discovery/rest?version=${version}`];
    return [
      ['https://www.googleapis.com', onApis, version, 'https://compute.googleapis.com'],
      ['https://compute.googleapis.com', onCompute, version, 'https://compute.googleapis.com'],
      ['http://localhost:4080', onApis, version, 'http://localhost:4080'],
      ['http://localhost:4080', onCompute, version, 'http://localhost:4080'],
    ] as const;
  });
  test.each(documents)('at %s/%s', async (host, path, version, base) => {
    const body = { id: `compute:${version}`, baseUrl: `${base}/compute/${version}/` };
    expect(await discovered(`${host}/${path}`)).toMatchObject({ status: 200, body });
  });

  test.each([
    ['https://compute.googleapis.com/%24discovery/rest', 'https://compute.googleapis.com/compute/v1/'],
    ['https://localhost:4080/$discovery/rest', 'https://localhost:4080/compute/v1/'],
  ])('at %s', async (url, baseUrl) => {
    expect(await discovered(url)).toMatchObject({ status: 200, body: { baseUrl } });
  });

  test.each([
    'https://www.googleapis.com/discovery/v1/apis/compute/gamma/rest',
    'https://compute.googleapis.com/$discovery/rest?version=v2',
    'http://localhost:4080/discovery/v1/apis/compute/v1',
  ])('and not at %s', async (url) => {
    expect(await discovered(url)).toMatchObject({ status: 404 });
  });

  test('those of other APIs are not', async () => {
    expect((await discovered('https://www.googleapis.com/discovery/v1/apis/storage/v1/rest')).status).toBe(403);
  });
});
