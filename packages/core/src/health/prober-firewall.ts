import type { Firewall } from '@gcepool/api';

/** Where Google's health checkers and proxies come from (documented: "Probe IP ranges and firewall rules"). */
export const PROBER_RANGES: readonly string[] = ['35.191.0.0/16', '130.211.0.0/22'];

/**
 * True where rules let health checks in to a TCP port from all their ranges. Which instances a rule is for is not looked at: a
 * `false` is certain, a `true` is not.
 */
export function admitsProbers(rules: readonly Firewall[], port: number): boolean {
  const fitting = rules.filter((rule) => rule.disabled !== true && rule.direction !== 'EGRESS' && allows(rule, port));
  const ranges = fitting.flatMap(({ sourceRanges = ['0.0.0.0/0'] }) => sourceRanges);
  return PROBER_RANGES.every((prober) => ranges.some((range) => holds(range, prober)));
}

function allows({ allowed = [] }: Firewall, port: number): boolean {
  return allowed.some(({ IPProtocol = '', ports }) => {
    if (!['all', 'tcp', '6'].includes(IPProtocol)) return false;
    return ports === undefined || ports.length === 0 || ports.some((range) => covers(range, port));
  });
}

function covers(range: string, port: number): boolean {
  const [first = '', last = first] = range.split('-');
  return Number(first) <= port && port <= Number(last);
}

/** True where one IPv4 range holds the other. */
function holds(outer: string, inner: string): boolean {
  const [a, b] = [readRange(outer), readRange(inner)];
  if (a === undefined || b === undefined || a.bits > b.bits) return false;
  const size = 2 ** (32 - a.bits);
  return Math.floor(a.address / size) === Math.floor(b.address / size);
}

function readRange(text: string): { readonly address: number; readonly bits: number } | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = match.slice(1, 5).map(Number);
  return { address: ((a * 256 + b) * 256 + c) * 256 + d, bits: Number(match[5] ?? 32) };
}
