import { takesPort } from '../../collections/load-balancing/forwarding-rule-ports.ts';
import { find, scanIn } from '../../wire/find.ts';
import { regionNames } from '../../collections/geography.ts';
import type { Resource } from '../../wire/wire.ts';
import type { State } from '../../kernel/state.ts';
import type { RouteStep } from './route-answer.ts';
import type { Question } from './route-question.ts';

type ForwardingRule = Resource<'ForwardingRule'>;

/** A forwarding rule that takes the request. */
export interface TakingRule {
  readonly path: string;
  readonly rule: ForwardingRule;
  /** Why it does. */
  readonly why: string;
}

/** How many rules that do not take the request are named. */
const MOST_NAMED = 20;

/** The rules that take the request, and where there is none, why each does not. */
export function takingRules(
  question: Question,
  state: State,
): { readonly rules: readonly TakingRule[]; readonly steps: readonly RouteStep[] } {
  const rules: TakingRule[] = [];
  const steps: RouteStep[] = [];
  visitRules(question, state, (path, rule) => {
    const why = whyNot(rule, question);
    if (why === undefined) rules.push({ path, rule, why: whyTaken(rule, question) });
    else if (steps.length < MOST_NAMED) steps.push({ resource: path, goesOn: false, why });
  });
  if (rules.length > 0) return { rules, steps: [] };
  if (steps.length > 0) return { rules, steps };
  const { rule, project } = question;
  const why = rule === undefined ? 'It has no forwarding rules.' : 'There is no such forwarding rule.';
  return { rules, steps: [{ resource: rule ?? `projects/${project}`, goesOn: false, why }] };
}

function visitRules(
  { project, rule }: Question,
  state: State,
  visit: (path: string, rule: ForwardingRule) => void,
): void {
  if (rule !== undefined) {
    const entry = find(state, 'forwardingRules', rule);
    if (entry !== undefined) visit(rule, entry.resource);
    return;
  }
  for (const scope of ['global', ...regionNames.map((region) => `regions/${region}`)]) {
    scanIn(state, 'forwardingRules', `projects/${project}/${scope}`, (path, { resource }) => visit(path, resource));
  }
}

function whyNot(rule: ForwardingRule, { address, port }: Question): string | undefined {
  const { IPAddress: ip = '', IPProtocol: protocol = '' } = rule;
  if (address !== undefined && withoutLength(ip) !== address) return `Its address is ${ip}, not ${address}.`;
  if (protocol !== 'TCP' && protocol !== 'L3_DEFAULT') return `It takes ${protocol}, and HTTP comes by TCP.`;
  if (!takesPort(rule, port)) return `It takes ${portsOf(rule)}, not port ${port}.`;
  return undefined;
}

const whyTaken = (rule: ForwardingRule, { address, port }: Question): string => {
  const place = address === undefined ? `${rule.IPAddress ?? ''}, to which the host is taken to resolve,` : address;
  return `It takes port ${port} at ${place} by ${portsOf(rule)}.`;
};

/** Addresses of version 6 are given out with the length of their range. */
const withoutLength = (ip: string): string => ip.split('/', 1)[0] ?? '';

function portsOf({ portRange, ports, allPorts }: ForwardingRule): string {
  if (portRange !== undefined) return `ports ${portRange}`;
  return ports !== undefined && allPorts !== true ? `ports ${ports.join(', ')}` : 'all ports';
}
