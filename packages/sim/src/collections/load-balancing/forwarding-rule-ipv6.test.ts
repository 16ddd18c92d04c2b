import { describe, expect, test } from 'vitest';
import { projectWithTargets, REGION, RULES } from '../../../test/load-balancer.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { asString } from '../../kernel/json.ts';

const RULE_PATH = `${REGION}/forwardingRules`;
const ADDRESSES = `${REGION}/addresses`;
const subnetwork = (name: string): string => `${REGION}/subnetworks/${name}`;

/** Subnetworks `external` and `internal`, each with an IPv6 range of its kind, and `ipv4`. */
function prepared(): TestProject {
  const project = projectWithTargets();
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false, enableUlaInternalIpv6: true });
  for (const [index, name] of ['external', 'internal', 'ipv4'].entries()) {
    const stack = name === 'ipv4' ? {} : { stackType: 'IPV4_IPV6', ipv6AccessType: name.toUpperCase() };
    const body = { name, network: 'global/networks/n', ipCidrRange: `10.${index}.0.0/24`, ...stack };
    project.make('POST', `${REGION}/subnetworks`, body);
  }
  return project;
}

const rangeOf = (project: TestProject, name: 'external' | 'internal'): string =>
  asString(project.get(subnetwork(name))[`${name}Ipv6Prefix`]).replace(/:0:0:0:0\/64$/, '');

const RULE_OF = {
  external: { ...RULES.external, ipVersion: 'IPV6', subnetwork: subnetwork('external') },
  internal: { ...RULES.internal, ipVersion: 'IPV6', subnetwork: subnetwork('internal'), network: 'global/networks/n' },
} as const;
const ADDRESS_OF = {
  external: { name: 'a', ipVersion: 'IPV6', ipv6EndpointType: 'NETLB', subnetwork: subnetwork('external') },
  internal: { name: 'a', ipVersion: 'IPV6', addressType: 'INTERNAL', subnetwork: subnetwork('internal') },
} as const;

describe.each(['external', 'internal'] as const)('what is %s', (kind) => {
  test('has a range of its subnetwork, as a rule', () => {
    const project = prepared();
    project.make('POST', RULE_PATH, RULE_OF[kind]);
    const { IPAddress, ipVersion } = project.get(`${RULE_PATH}/r`);
    expect(ipVersion).toBe('IPV6');
    expect(IPAddress).toMatch(/^[0-9a-f:]+\/96$/);
    expect(asString(IPAddress).startsWith(`${rangeOf(project, kind)}:`)).toBe(true);
  });

  test('has a range of its subnetwork, as an address that a rule then has', () => {
    const project = prepared();
    project.make('POST', ADDRESSES, ADDRESS_OF[kind]);
    const { address, prefixLength } = project.get(`${ADDRESSES}/a`);
    expect(prefixLength).toBe(96);
    expect(asString(address).startsWith(`${rangeOf(project, kind)}:`)).toBe(true);
    const { ipVersion: _, ...rule } = RULE_OF[kind];
    project.make('POST', RULE_PATH, { ...rule, IPAddress: `${ADDRESSES}/a` });
    expect(project.get(`${RULE_PATH}/r`)).toMatchObject({ IPAddress: `${asString(address)}/96`, ipVersion: 'IPV6' });
    expect(project.get(`${ADDRESSES}/a`)['status']).toBe('IN_USE');
  });

  test('stays with its rule when it is reserved, however it is spelt', () => {
    const project = prepared();
    project.make('POST', RULE_PATH, RULE_OF[kind]);
    const [range = ''] = asString(project.get(`${RULE_PATH}/r`)['IPAddress']).split('/');
    const address = range.replace(/(?::0)+$/, '::');
    expect(address).not.toBe(range);
    const inside = { addressType: 'INTERNAL', subnetwork: subnetwork('internal') };
    const reserved = { address, prefixLength: 96, ...(kind === 'internal' ? inside : {}) };
    project.make('POST', ADDRESSES, { name: 'a', ...reserved });
    expect(project.get(`${ADDRESSES}/a`)).toMatchObject({ ipVersion: 'IPV6', status: 'IN_USE' });
  });

  test('needs a subnetwork that has such a range', () => {
    const project = prepared();
    const message = `The subnetwork has no ${kind} IPv6 range.`;
    const ipv4 = { subnetwork: subnetwork('ipv4') };
    expect(project.refusal('POST', RULE_PATH, { ...RULE_OF[kind], ...ipv4 })).toContain(message);
    expect(project.refusal('POST', ADDRESSES, { ...ADDRESS_OF[kind], ...ipv4 })).toContain(message);
  });
});

test('an IPv6 address of a region names its subnetwork', () => {
  const project = prepared();
  const missing = "400 Required field 'resource.subnetwork' not specified";
  expect(project.refusal('POST', ADDRESSES, { name: 'a', ipVersion: 'IPV6' })).toBe(missing);
  expect(project.refusal('POST', RULE_PATH, { ...RULES.external, ipVersion: 'IPV6' })).toBe(missing);
});

test('a range out of a prefix that the project brought is as it was asked for', () => {
  const project = prepared();
  const ipCollection = `${REGION}/publicDelegatedPrefixes/d`;
  const IPAddress = '2600:1901:4457:1:2:3::/96';
  project.make('POST', RULE_PATH, { ...RULES.external, ipVersion: 'IPV6', IPAddress, ipCollection });
  expect(project.get(`${RULE_PATH}/r`)['IPAddress']).toBe(IPAddress);
});
