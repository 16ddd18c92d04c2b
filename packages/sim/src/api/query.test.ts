import type { Method } from '@gcepool/api';
import { methods } from '@gcepool/api';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asObject, asString } from '../kernel/json.ts';
import type { ApiResponse } from './response.ts';
import { testProject } from '../../test/test-project.ts';
import { createSimulator } from '../simulator.ts';
import { readQuery } from './query.ts';

function ask(path: string, method = 'GET', body?: object): ApiResponse {
  return createSimulator().handle({ method, url: `/compute/v1/projects/p/${path}`, body });
}

const messageOf = ({ body }: ApiResponse): string => asString(asObject(body?.['error'])['message']);

describe('parameters that are declared are checked', () => {
  test.each([
    ['aggregated/networks?x', 404],
    ['global/networks?prettyPrint=maybe', 400],
    ['global/networks?alt=xml', 400],
    ['global/networks?$.xgafv=3', 400],
    ['global/networks?maxResults=ten', 400],
    ['aggregated/addresses?includeAllScopes=1', 400],
    ['aggregated/addresses?serviceProjectNumber=x', 400],
    ['global/networks/default/listPeeringRoutes?direction=UP', 400],
  ])('%s → %i', (path, status) => {
    expect(ask(path).status).toBe(status);
  });

  test('a value that is refused is named, and so is what it should be', () => {
    expect(messageOf(ask('aggregated/addresses?includeAllScopes=1'))).toBe(
      "Invalid value for field 'includeAllScopes': '1'. It must be true or false.",
    );
    expect(messageOf(ask('global/networks?$.xgafv=3'))).toBe(
      "Invalid value for field '$.xgafv': '3'. It must be one of: 1, 2.",
    );
  });

  test('numbers have the range of their parameter', () => {
    const path = 'zones/us-central1-a/instances/none/serialPort';
    expect(ask(`${path}?port=5`).status).toBe(400);
    expect(ask(`${path}?port=0`).status).toBe(400);
    expect(ask(`${path}?port=4`).status).not.toBe(400);
  });

  test('an enumeration is taken by its number and in any case, as in bodies', () => {
    const parameters = methods.find(({ id }) => id === 'networks.listPeeringRoutes');
    if (parameters === undefined) throw new Error('there is no such method');
    for (const sent of ['OUTGOING', 'outgoing', '307438444']) {
      expect(readQuery(`direction=${sent}`, parameters).get('direction')).toBe('OUTGOING');
    }
    expect(ask('global/networks/default/listPeeringRoutes?direction=12345').status).toBe(400);
  });

  test('one that is required must be there', () => {
    const answer = ask('zones/us-central1-a/instances/none/detachDisk', 'POST');
    expect(answer.status).toBe(400);
    expect(messageOf(answer)).toBe("Required field 'deviceName' not specified");
  });
});

describe('parameters of every method', () => {
  test.each([
    'alt=json',
    'prettyPrint=false',
    'prettyPrint=True',
    '$.xgafv=2',
    'key=k',
    'quotaUser=u',
    'userIp=127.0.0.1',
    'access_token=t',
    'oauth_token=t',
    'uploadType=media',
    'upload_protocol=raw',
    'returnPartialSuccess=True',
  ])('%s is taken and changes nothing', (query) => {
    expect(ask(`aggregated/addresses?${query}`)).toEqual(ask('aggregated/addresses'));
  });

  test('one that the method does not have changes nothing, and that is told', () => {
    expect(ask('global/networks?nobodyKnows=this')).toEqual({
      ...ask('global/networks'),
      headers: { 'x-gcepool-ignored': 'query.nobodyKnows; nearest=fields' },
    });
  });

  test.each([
    ['alt=media', 'The query parameter alt=media is not simulated'],
    ['alt=proto', 'The query parameter alt=proto is not simulated'],
    ['callback=f', 'The query parameter callback (JSONP) is not simulated'],
  ])('%s is said not to be simulated', (query, message) => {
    const answer = ask(`global/networks?${query}`);
    expect(answer.status).toBe(501);
    expect(messageOf(answer)).toBe(message);
  });
});

describe('a token', () => {
  const simulator = createSimulator({ auth: 'required' });
  const status = (query: string, headers: Record<string, string> = {}): number =>
    simulator.handle({ method: 'GET', url: `/compute/v1/projects/p/zones?${query}`, headers }).status;

  test('is asked for', () => {
    expect(simulator.handle({ method: 'GET', url: '/compute/v1/projects/p/zones' })).toMatchObject({
      status: 401,
      body: {
        error: {
          code: 401,
          status: 'UNAUTHENTICATED',
          errors: [{ reason: 'required', location: 'Authorization', locationType: 'header' }],
        },
      },
    });
  });

  test('comes in a header or in the query', () => {
    expect(status('', { authorization: 'Bearer t' })).toBe(200);
    expect(status('access_token=t')).toBe(200);
    expect(status('oauth_token=t')).toBe(200);
  });

  test('is no API key', () => {
    expect(status('key=k')).toBe(401);
  });
});

function methodOf(id: string): Method {
  const method = methods.find((one) => one.id === id);
  if (method === undefined) throw new Error(`no method ${id}`);
  return method;
}

test('a query reads as URLSearchParams read it, the last value winning', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '=', '&', '%20', '+', '%', ':'), { maxLength: 12 });
  fc.assert(
    fc.property(text, (parts) => {
      const query = parts.join('');
      expect(readQuery(query, methodOf('zones.list'))).toEqual(new Map(new URLSearchParams(query)));
    }),
  );
});

test('a query joins the values of a parameter that may be repeated', () => {
  const update = methodOf('disks.update');
  expect(readQuery('paths=a&paths=b&alt=json&alt=media', update)).toEqual(
    new Map([
      ['paths', 'a,b'],
      ['alt', 'media'],
    ]),
  );
  expect(readQuery('paths=a%2Fb&paths=c', update).get('paths')).toBe('a/b,c');
});

test.each(['updateMask=toString', 'updateMask=description,nobody.knows'])(
  '%s tells of a path that names no field',
  (query) => {
    const project = testProject();
    project.make('POST', 'global/securityPolicies', { name: 's' });
    const path = query.slice(query.search(/[=,](?=toString|nobody)/) + 1);
    const { status, headers } = project.send('PATCH', `global/securityPolicies/s?${query}`, { description: 'd' });
    expect([status, headers['x-gcepool-ignored']]).toEqual([200, `query.updateMask=${path}`]);
    const strict = testProject({ strict: true });
    strict.make('POST', 'global/securityPolicies', { name: 's' });
    expect(strict.refusal('PATCH', `global/securityPolicies/s?${query}`, { description: 'd' })).toBe(
      `400 Invalid JSON payload received. SecurityPolicy has no field '${path}', which updateMask names.`,
    );
  },
);
