import { describe, expect, test } from 'vitest';
import { projectWithTargets, REGION, RULES } from '../../../test/load-balancer.ts';
import type { Resource } from '../../wire/wire.ts';
import { haveTrafficInCommon } from './forwarding-rule-ports.ts';

type ForwardingRule = Resource<'ForwardingRule'>;

const GLOBAL = 'global/forwardingRules';
const REGIONAL = `${REGION}/forwardingRules`;
const { ports: _, ...ANY_PORT } = RULES.internal;

describe('the ports of a rule', () => {
  test.each([
    [GLOBAL, { ...RULES.classic, portRange: '443' }, { portRange: '443-443' }],
    [GLOBAL, { ...RULES.classic, portRange: '443-443' }, { portRange: '443-443' }],
    [REGIONAL, { ...RULES.external, portRange: '1-65535' }, { portRange: '1-65535' }],
    [REGIONAL, { ...RULES.pool, IPProtocol: 'ESP' }, { portRange: undefined }],
    [REGIONAL, { ...RULES.pool, portRange: '7' }, { portRange: '7-7' }],
    [REGIONAL, { ...ANY_PORT, allPorts: true }, { allPorts: true, portRange: undefined }],
    [REGIONAL, { ...ANY_PORT, ports: ['1', '2', '3', '4', '5'] }, { ports: ['1', '2', '3', '4', '5'] }],
  ])('%s with %j', (collection, rule, expected) => {
    const project = projectWithTargets();
    project.make('POST', collection, rule);
    const { portRange, ports, allPorts } = project.get(`${collection}/r`);
    expect({ portRange, ports, allPorts }).toEqual({
      ports: undefined,
      allPorts: undefined,
      portRange: undefined,
      ...expected,
    });
  });

  test.each([
    [GLOBAL, { ...RULES.classic, portRange: '80-81' }, 'A target proxy takes exactly one port.'],
    [GLOBAL, { ...RULES.classic, portRange: '0' }, "'resource.portRange': '0-0'"],
    [REGIONAL, { ...RULES.external, portRange: '70000' }, "'resource.portRange': '70000-70000'"],
    [REGIONAL, { ...RULES.external, portRange: '90-80' }, "'resource.portRange': '90-80'"],
    [REGIONAL, { ...RULES.external, portRange: 'http' }, "'resource.portRange': 'http'"],
    [REGIONAL, { ...RULES.internal, allPorts: true }, 'Only one of ports, portRange and allPorts can be specified.'],
    [REGIONAL, { ...RULES.internal, portRange: '80' }, 'Only one of ports, portRange and allPorts can be specified.'],
    [REGIONAL, { ...ANY_PORT, ports: ['1', '2', '3', '4', '5', '6'] }, "'resource.ports'"],
    [
      REGIONAL,
      ANY_PORT,
      "'resource.ports[0]': ''. Forwarding rules with backend services must specify at least one port.",
    ],
    [
      GLOBAL,
      { ...RULES.classic, portRange: undefined },
      'Invalid target type TARGET_HTTP_PROXY for forwarding rule with IPProtocol TCP with no port specified',
    ],
    [
      GLOBAL,
      { ...RULES.mesh, portRange: undefined, ports: ['80'] },
      'Invalid target type TARGET_HTTP_PROXY for forwarding rule with IPProtocol TCP with no port specified',
    ],
    [REGIONAL, { ...ANY_PORT, ports: ['x'] }, "'resource.ports[0]': 'x'"],
    [REGIONAL, { ...RULES.pool, IPProtocol: 'ESP', portRange: '80' }, "'resource.IPProtocol': 'ESP'"],
  ])('are refused: %s with %j', (collection, rule, message) => {
    expect(projectWithTargets().refusal('POST', collection, rule)).toContain(message);
  });
});

describe('two rules have traffic in common', () => {
  const tcp = (rule: ForwardingRule): ForwardingRule => ({ IPProtocol: 'TCP', ...rule });

  test.each<readonly [ForwardingRule, ForwardingRule, boolean]>([
    [tcp({ portRange: '80-90' }), tcp({ portRange: '90-99' }), true],
    [tcp({ portRange: '80-90' }), tcp({ portRange: '91-99' }), false],
    [tcp({ portRange: '80-90' }), tcp({ ports: ['1', '85'] }), true],
    [tcp({ ports: ['1'] }), tcp({ ports: ['2'] }), false],
    [tcp({ ports: ['1'] }), tcp({}), true],
    [tcp({ ports: ['1'] }), { IPProtocol: 'UDP', ports: ['1'] }, false],
    [tcp({ ports: ['1'] }), { IPProtocol: 'L3_DEFAULT' }, true],
    [{ IPProtocol: 'ESP' }, { IPProtocol: 'ESP' }, true],
  ])('%j and %j: %s', (one, other, expected) => {
    expect(haveTrafficInCommon(one, other)).toBe(expected);
    expect(haveTrafficInCommon(other, one)).toBe(expected);
  });
});
