import { describe, expect, test } from 'vitest';
import type { HttpAnswer } from './http-answer.ts';
import { answerMetadata } from './metadata-server.ts';

const get = (path: string): HttpAnswer =>
  answerMetadata('GET', `/computeMetadata/v1/${path}`, { 'metadata-flavor': 'Google' });
const textOf = (path: string): string => get(path).text;

describe('the metadata server', () => {
  test.each([
    ['', 'instance/\nproject/\nuniverse/\n'],
    ['instance/maintenance-event', 'NONE'],
    ['instance/preempted', 'FALSE'],
    ['instance/network-interfaces/', '0/\n'],
    ['instance/network-interfaces/0/ip', '10.128.0.2'],
    ['instance/network-interfaces/0/access-configs/0/type', 'ONE_TO_ONE_NAT'],
    ['instance/service-accounts/default/scopes', 'https://www.googleapis.com/auth/cloud-platform\n'],
    ['instance/attributes/', 'cluster-name\n'],
    ['project/numeric-project-id', '123456789012'],
    ['universe/universe-domain', 'googleapis.com'],
    ['universe/universe_domain', 'googleapis.com'],
  ])('says at %j', (path, text) => expect(textOf(path)).toBe(text));

  test('shows all that is below a folder, as JSON or as lines', () => {
    expect(JSON.parse(textOf('instance/?recursive=true'))).toMatchObject({
      maintenanceEvent: 'NONE',
      networkInterfaces: [{ ip: '10.128.0.2' }],
      serviceAccounts: { default: { aliases: ['default'] } },
    });
    expect(textOf('instance/scheduling/?recursive=true&alt=text')).toBe(
      'automatic-restart TRUE\non-host-maintenance MIGRATE\npreemptible FALSE\n',
    );
    expect(textOf('instance/tags?alt=json')).toBe('[]');
  });

  test.each([
    'instance/none',
    'instance/network-interfaces/1/ip',
    'instance/service-accounts/other/token',
    'instance/id/x',
    'toString',
  ])('knows nothing at %s', (path) => expect(get(path).status).toBe(404));

  test('gives out identity tokens for an audience', () => {
    const token = textOf('instance/service-accounts/default/identity?audience=https://shop.test&format=full');
    const [, claims = ''] = token.split('.');
    expect(JSON.parse(atob(claims))).toMatchObject({ aud: 'https://shop.test', iss: 'https://accounts.google.com' });
    expect(get('instance/service-accounts/default/identity')).toMatchObject({ status: 400 });
  });

  test('keeps who waits for a change waiting as long as they say, and answers at once who knows another state', () => {
    const { etag } = get('instance/tags').headers;
    const wait = 'instance/tags?wait_for_change=true&timeout_sec=2';
    expect(get(`${wait}&last_etag=${etag}`).delivery).toEqual({ delayMs: 2000 });
    expect(get(wait).delivery).toEqual({ delayMs: 2000 });
    expect(get(`${wait}&last_etag=0`).delivery).toBeUndefined();
  });
});
