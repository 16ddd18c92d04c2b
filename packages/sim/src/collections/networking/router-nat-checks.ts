import { invalid, required } from '../../kernel/refusal.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { findLinked } from '../../wire/find.ts';
import { checkExpression } from '../expression.ts';
import { checkInRegion } from '../region-of.ts';
import type { Resource } from '../../wire/wire.ts';

type Nat = Resource<'RouterNat'>;
type RuleAction = Resource<'RouterNatRuleAction'>;

/** The least number of ports that a machine gets where they are allocated as they are needed. */
const LEAST_DYNAMIC_PORTS = 32;
const LEAST_MOST_PORTS = 64;

/**
 * @param before the gateway of that name as it is stored
 * @throws Refusal for a gateway whose fields do not go together (documented)
 */
export function checkNat(
  nat: Nat,
  before: Nat | undefined,
  {
    field,
    region,
    transaction,
  }: { readonly field: string; readonly region: string; readonly transaction: Transaction },
): void {
  if (nat.sourceSubnetworkIpRangesToNat === undefined && nat.sourceSubnetworkIpRangesToNat64 === undefined) {
    throw required(`${field}.sourceSubnetworkIpRangesToNat`);
  }
  checkAddresses(nat, field, region, transaction);
  checkSubnetworks(nat, field);
  checkPorts(nat, field);
  checkRules(nat.rules ?? [], `${field}.rules`);
  for (const [index, { ruleNumber, action = {} }] of (nat.rules ?? []).entries()) {
    const known = before?.rules?.find((rule) => rule.ruleNumber === ruleNumber)?.action ?? {};
    const actives = action.sourceNatActiveIps ?? [];
    checkExternal(actives, `${field}.rules[${index}].action.sourceNatActiveIps`, region, transaction);
    checkAction(action, known, `${field}.rules[${index}].action`);
  }
}

/** Fields of the action of a rule: what it sends from, and what is drained of what it sent from before. */
const DRAINED = [
  ['sourceNatActiveIps', 'sourceNatDrainIps'],
  ['sourceNatActiveRanges', 'sourceNatDrainRanges'],
] as const;

function checkAction(action: RuleAction, before: RuleAction, field: string): void {
  for (const [active, drain] of DRAINED) {
    const used = new Set([...(before[active] ?? []), ...(before[drain] ?? [])]);
    for (const [index, link] of (action[drain] ?? []).entries()) {
      if (used.has(link)) continue;
      throw invalid(`${field}.${drain}[${index}]`, link, `It must have been in ${active} of the rule before.`);
    }
  }
}

function checkExternal(links: readonly string[], field: string, region: string, transaction: Transaction): void {
  for (const [index, link] of links.entries()) {
    // A gateway is of one region, and so are the addresses that it can have.
    checkInRegion(link, `${field}[${index}]`, region);
    const { addressType = 'EXTERNAL' } = findLinked(transaction, 'addresses', link)?.resource ?? {};
    if (addressType === 'EXTERNAL') continue;
    throw invalid(`${field}[${index}]`, link, 'It must be a static external IP address.');
  }
}

function checkAddresses(nat: Nat, field: string, region: string, transaction: Transaction): void {
  const { natIps = [], drainNatIps = [], natIpAllocateOption } = nat;
  if (natIpAllocateOption === 'MANUAL_ONLY' && natIps.length === 0) {
    throw invalid(`${field}.natIps`, '', 'Addresses must be given when natIpAllocateOption is MANUAL_ONLY.');
  }
  if (natIpAllocateOption === 'AUTO_ONLY' && natIps.length > 0) {
    throw invalid(`${field}.natIps`, natIps, 'No address can be given when natIpAllocateOption is AUTO_ONLY.');
  }
  checkExternal(natIps, `${field}.natIps`, region, transaction);
  const both = drainNatIps.findIndex((link) => natIps.includes(link));
  if (both === -1) return;
  const explanation = 'The address cannot be drained while it is in natIps.';
  throw invalid(`${field}.drainNatIps[${both}]`, drainNatIps[both], explanation);
}

function checkSubnetworks(nat: Nat, field: string): void {
  const { subnetworks = [], sourceSubnetworkIpRangesToNat: option } = nat;
  const isList = option === 'LIST_OF_SUBNETWORKS';
  if (isList && subnetworks.length === 0) throw required(`${field}.subnetworks`);
  if (!isList && subnetworks.length > 0) {
    const explanation = 'It is used only when sourceSubnetworkIpRangesToNat is LIST_OF_SUBNETWORKS.';
    throw invalid(`${field}.subnetworks`, subnetworks, explanation);
  }
  if (nat.sourceSubnetworkIpRangesToNat64 === 'LIST_OF_IPV6_SUBNETWORKS' && (nat.nat64Subnetworks ?? []).length === 0) {
    throw required(`${field}.nat64Subnetworks`);
  }
  for (const [index, { secondaryIpRangeNames = [], sourceIpRangesToNat = [] }] of subnetworks.entries()) {
    if (secondaryIpRangeNames.length === 0 || sourceIpRangesToNat.includes('LIST_OF_SECONDARY_IP_RANGES')) continue;
    const explanation = 'It needs LIST_OF_SECONDARY_IP_RANGES in sourceIpRangesToNat.';
    throw invalid(`${field}.subnetworks[${index}].secondaryIpRangeNames`, secondaryIpRangeNames, explanation);
  }
}

function checkPorts(nat: Nat, field: string): void {
  if (nat.enableDynamicPortAllocation !== true) return;
  const { minPortsPerVm: least, maxPortsPerVm: most } = nat;
  if (nat.enableEndpointIndependentMapping === true) {
    const explanation = 'It cannot be set to true together with enableDynamicPortAllocation.';
    throw invalid(`${field}.enableEndpointIndependentMapping`, true, explanation);
  }
  if (isGiven(least) && !(isPowerOfTwo(least) && least >= LEAST_DYNAMIC_PORTS)) {
    const explanation = `It must be a power of two greater than or equal to ${LEAST_DYNAMIC_PORTS}.`;
    throw invalid(`${field}.minPortsPerVm`, least, explanation);
  }
  const bound = isGiven(least) ? least + 1 : LEAST_MOST_PORTS;
  if (isGiven(most) && !(isPowerOfTwo(most) && most >= bound)) {
    const explanation = 'It must be a power of two greater than minPortsPerVm.';
    throw invalid(`${field}.maxPortsPerVm`, most, explanation);
  }
}

/** Zero is how some clients leave a number out. */
const isGiven = (ports: number | undefined): ports is number => ports !== undefined && ports !== 0;

const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value));

function checkRules(rules: readonly Resource<'RouterNatRule'>[], field: string): void {
  const seen = new Set<number>();
  for (const [index, { ruleNumber, match }] of rules.entries()) {
    checkExpression(match, `${field}[${index}].match`);
    if (ruleNumber === undefined) continue;
    if (seen.has(ruleNumber)) {
      throw invalid(`${field}[${index}].ruleNumber`, ruleNumber, 'It must be unique among rules within a NAT.');
    }
    seen.add(ruleNumber);
  }
}
