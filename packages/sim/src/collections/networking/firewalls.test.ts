import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const ALLOWED = [{ IPProtocol: 'tcp', ports: ['80'] }];

const inserted = (body: object) => {
  const project = testProject();
  project.finish('POST', 'global/firewalls', { name: 'f', ...body });
  return project.get('global/firewalls/f');
};

const refusal = (body: object): string => testProject().refusal('POST', 'global/firewalls', { name: 'f', ...body });

describe('firewalls', () => {
  test('are on the default network and let in from anywhere, unless told otherwise', () => {
    expect(inserted({ allowed: ALLOWED })).toMatchObject({
      allowed: ALLOWED,
      description: '',
      direction: 'INGRESS',
      disabled: false,
      logConfig: { enable: false },
      network: 'https://www.googleapis.com/compute/v1/projects/p1/global/networks/default',
      priority: 1000,
      sourceRanges: ['0.0.0.0/0'],
    });
  });

  test('with a source tag have no source range', () => {
    expect(inserted({ allowed: ALLOWED, sourceTags: ['a'] })).not.toHaveProperty('sourceRanges');
  });

  test('of EGRESS lead anywhere, and have no source', () => {
    const egress = inserted({ direction: 'EGRESS', denied: ALLOWED });
    expect(egress['destinationRanges']).toEqual(['0.0.0.0/0']);
    expect(egress).not.toHaveProperty('sourceRanges');
    expect(refusal({ direction: 'EGRESS', denied: ALLOWED, sourceTags: ['a'] })).toMatch(/resource.sourceTags/);
  });

  test('either allow or deny', () => {
    expect(refusal({})).toMatch(/^400 .*resource.allowed/);
    expect(refusal({ allowed: ALLOWED, denied: ALLOWED })).toMatch(/^400 .*resource.denied/);
  });

  test('tell machines apart by tag or by account, not by both', () => {
    const body = { allowed: ALLOWED, targetTags: ['a'], sourceServiceAccounts: ['x@p.iam.gserviceaccount.com'] };
    expect(refusal(body)).toMatch(/^400 .*cannot be combined/);
  });

  test.each(['nobody', 'a@p.iam.gserviceaccount.com@q.iam.gserviceaccount.com'])('know no account %j', (account) => {
    for (const field of ['sourceServiceAccounts', 'targetServiceAccounts']) {
      expect(refusal({ allowed: ALLOWED, [field]: [account] })).toBe(
        `400 Invalid value for field 'resource.${field}[0]': '${account}'. Service accounts must be valid RFC 822 email addresses.`,
      );
    }
  });

  test.each([
    ['sourceServiceAccounts', 10, (index: number) => `a${index}@p.iam.gserviceaccount.com`],
    ['targetServiceAccounts', 10, (index: number) => `a${index}@p.iam.gserviceaccount.com`],
    ['sourceTags', 30, (index: number) => `t${index}`],
    ['targetTags', 70, (index: number) => `t${index}`],
    ['sourceRanges', 5000, (index: number) => `10.${index >> 8}.${index & 255}.0/24`],
  ] as const)('have at most so many %s: %i', (field, most, entry) => {
    const entries = Array.from({ length: most + 1 }, (_, index) => entry(index));
    expect(inserted({ allowed: ALLOWED, [field]: entries.slice(1) })[field]).toHaveLength(most);
    expect(refusal({ allowed: ALLOWED, [field]: entries })).toBe(
      `413 Value for field 'resource.${field}' is too large: maximum size ${most} element(s); actual size ${most + 1}.`,
    );
  });

  test('refuse a priority out of range', () => {
    expect(refusal({ allowed: ALLOWED, priority: 65_536 })).toMatch(/^400 .*resource.priority/);
  });

  test.each([
    ['ipv6-icmp', []],
    ['', []],
    ['256', []],
  ])('know no protocol %j', (IPProtocol, ports) => {
    expect(refusal({ allowed: [{ IPProtocol, ports }] })).toContain('resource.allowed[0].IPProtocol');
  });

  test('name the protocols there are', () => {
    expect(refusal({ denied: [{ IPProtocol: 'ipv6-icmp' }] })).toBe(
      "400 Invalid value for field 'resource.denied[0].IPProtocol': 'ipv6-icmp'. Must be one of [tcp, udp, icmp, esp, ah, sctp, ipip, all] or an IP protocol number.",
    );
  });

  test.each(['70000', '90-80', 'http', '-1', '80-', '1-70000', '0..65535'])('have no port %j', (port) => {
    expect(refusal({ allowed: [{ IPProtocol: 'tcp', ports: ['80', port] }] })).toContain(
      `'resource.allowed[0].ports[1]': '${port}'. Invalid port range specification.`,
    );
  });

  test('have ports only where the protocol has', () => {
    expect(refusal({ allowed: [{ IPProtocol: 'icmp', ports: ['80'] }] })).toContain(
      "'resource.allowed[0].ports[0]': '80'. Ports may only be specified on rules whose protocol is one of [TCP, UDP, SCTP].",
    );
    for (const IPProtocol of ['tcp', 'UDP', 'sctp', '6']) {
      expect(inserted({ allowed: [{ IPProtocol, ports: ['0-65535', '7'] }] })['name']).toBe('f');
    }
    for (const IPProtocol of ['icmp', '58', '0', 'all', 'esp']) {
      expect(inserted({ allowed: [{ IPProtocol }] })['name']).toBe('f');
    }
  });

  test.each([
    ['sourceRanges', ['10.0.0.0/33'], '[0]'],
    ['sourceRanges', ['anywhere'], '[0]'],
    ['destinationRanges', ['10.0.0.0/8', '::/129'], '[1]'],
    ['sourceRanges', ['10.0.0.0/8', '2001:db8::/32'], '[1]'],
  ])('refuse the %s %j', (field, ranges, index) => {
    expect(refusal({ allowed: ALLOWED, [field]: ranges })).toContain(`'resource.${field}${index}'`);
  });

  test('may have ranges for both ends in either direction', () => {
    const both = { sourceRanges: ['2001:db8::/32'], destinationRanges: ['::/0'] };
    expect(inserted({ allowed: ALLOWED, ...both })).toMatchObject(both);
    expect(inserted({ allowed: ALLOWED, direction: 'EGRESS', ...both })).toMatchObject(both);
  });

  test('are patched without their name, although the API model requires it', () => {
    const project = testProject();
    const path = 'global/firewalls/default-allow-ssh';
    const change = { allowed: [{ IPProtocol: 'udp' }], denied: [], disabled: true };
    expect(project.finish('PATCH', path, change)['operationType']).toBe('patch');
    expect(project.get(path)).toMatchObject({ allowed: [{ IPProtocol: 'udp' }], disabled: true });
    expect(project.refusal('PATCH', path, { direction: 'EGRESS' })).toMatch(/^400 .*resource.direction/);
  });
});

test('a firewall that is replaced stays in its network, which need not be said again', () => {
  const project = testProject();
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
  project.make('POST', 'global/firewalls', { name: 'f', network: 'global/networks/n', allowed: ALLOWED });
  const { network } = project.get('global/firewalls/f');
  project.make('PUT', 'global/firewalls/f', { name: 'f', allowed: ALLOWED, priority: 5 });
  expect(project.get('global/firewalls/f')).toMatchObject({ network, priority: 5 });
  const elsewhere = { name: 'f', allowed: ALLOWED, network: 'global/networks/default' };
  expect(project.refusal('PUT', 'global/firewalls/f', elsewhere)).toMatch(/'resource.network'.*cannot be changed/);
});
