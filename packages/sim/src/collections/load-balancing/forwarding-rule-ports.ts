import { isSame } from '../../kernel/json.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { invalid } from '../../kernel/refusal.ts';
import { collectionOf } from '../../kernel/resource-path.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type ForwardingRule = Resource<'ForwardingRule'>;

const MOST_PORTS = 5;
const WITH_PORTS: ReadonlySet<ForwardingRule['IPProtocol']> = new Set(['TCP', 'UDP', 'SCTP']);
const PORT_RANGE = /^(\d{1,5})(?:-(\d{1,5}))?$/;

/** A port alone is printed as a range of one; a rule for a pool or an instance without ports takes all of them. */
export function completePorts(draft: Draft<ForwardingRule>): void {
  const { portRange } = draft;
  if (typeof portRange === 'string' && /^\d+$/.test(portRange)) draft.portRange = `${portRange}-${portRange}`;
  if (portRange !== undefined || draft.ports !== undefined || draft.allPorts === true) return;
  const takesAll = TAKING_ALL.has(collectionOf(draft.target ?? ''));
  if (takesAll && WITH_PORTS.has(draft.IPProtocol)) draft.portRange = '1-65535';
}

/** @throws Refusal for what the service refuses in the ports of a rule */
export function checkPorts(rule: ForwardingRule): void {
  const { portRange, allPorts } = rule;
  const ports = rule.ports ?? [];
  const given = [portRange !== undefined, ports.length > 0, allPorts === true].filter(Boolean);
  if (given.length > 1)
    throw invalid('resource.portRange', portRange, 'Only one of ports, portRange and allPorts can be specified.');
  if (ports.length > MOST_PORTS) throw invalid('resource.ports', '', `At most ${MOST_PORTS} ports can be specified.`);
  if (
    given.length > 0 &&
    !WITH_PORTS.has(rule.IPProtocol) &&
    !(allPorts === true && rule.IPProtocol === 'L3_DEFAULT')
  ) {
    throw invalid('resource.IPProtocol', rule.IPProtocol, 'Rules of this protocol have no ports.');
  }
  if (rule.IPProtocol === 'L3_DEFAULT' && allPorts !== true) {
    throw invalid(
      'resource.allPorts',
      allPorts ?? false,
      'The L3_DEFAULT protocol requires allPorts to be set to true.',
    );
  }
  for (const [index, port] of ports.entries()) checkRange(port, `resource.ports[${index}]`);
  // External ones take all ports then, and share them with rules that steer (a test of Terraform's provider).
  if (given.length === 0 && rule.backendService !== undefined && rule.loadBalancingScheme === 'INTERNAL') {
    const explanation = 'Forwarding rules with backend services must specify at least one port.';
    throw invalid('resource.ports[0]', '', explanation);
  }
  const isOfProxy = PROXY.test(collectionOf(rule.target ?? ''));
  if (portRange === undefined) {
    if (isOfProxy) throw withoutPort(rule);
    return;
  }
  const [first, last] = checkRange(portRange, 'resource.portRange');
  if (first !== last && isOfProxy) {
    throw invalid('resource.portRange', portRange, 'A target proxy takes exactly one port.');
  }
}

const PROXY = /^(target(?:Http|Https|Grpc|Ssl|Tcp)Prox)ies$/;
const TAKING_ALL: ReadonlySet<string> = new Set(['targetPools', 'targetInstances']);

/** The refusal of a rule whose proxy is given no port: a list of them, which other rules have, is none. */
function withoutPort({ target = '', IPProtocol }: ForwardingRule): Refusal {
  const name = `${PROXY.exec(collectionOf(target))?.[1] ?? ''}y`;
  const type = name.replaceAll(/[A-Z]/g, '_$&').toUpperCase();
  const explanation = `Invalid target type ${type} for forwarding rule with IPProtocol ${IPProtocol} with no port specified`;
  return invalid('resource.target', target, explanation);
}

function checkRange(value: string, field: string): readonly [first: number, last: number] {
  const range = parsePorts(value);
  if (range === undefined) throw invalid(field, value, 'Must be a port, or a range of them, between 1 and 65535.');
  return range;
}

function parsePorts(text: string): readonly [first: number, last: number] | undefined {
  const match = PORT_RANGE.exec(text);
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return first >= 1 && first <= last && last <= 65_535 ? [first, last] : undefined;
}

/** The ranges of ports that a rule takes. */
function rangesOf(rule: ForwardingRule): readonly (readonly [first: number, last: number])[] {
  const texts = [rule.portRange, ...(rule.ports ?? [])].filter((text) => text !== undefined);
  if (texts.length === 0) return [[1, 65_535]];
  return texts.flatMap((text) => {
    const range = parsePorts(text);
    return range === undefined ? [] : [range];
  });
}

/**
 * Whether some traffic to one address would belong to both rules. A rule for some sources takes theirs from the one without
 * any, which is how traffic is steered.
 */
export function haveTrafficInCommon(one: ForwardingRule, other: ForwardingRule): boolean {
  const [sources, others] = [one, other].map(({ sourceIpRanges = [] }) => sourceIpRanges);
  if (!isSame(sources, others)) return false;
  const isAny = one.IPProtocol === 'L3_DEFAULT' || other.IPProtocol === 'L3_DEFAULT';
  if (!isAny && one.IPProtocol !== other.IPProtocol) return false;
  return rangesOf(one).some(([first, last]) =>
    rangesOf(other).some(([otherFirst, otherLast]) => first <= otherLast && last >= otherFirst),
  );
}

/** Whether a rule takes what comes to a port. */
export const takesPort = (rule: ForwardingRule, port: number): boolean =>
  rangesOf(rule).some(([first, last]) => first <= port && port <= last);
