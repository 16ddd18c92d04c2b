import { isIP } from '../../kernel/node-modules.ts';
import { invalid } from '../../kernel/refusal.ts';
import { cidrVersion } from './cidr.ts';

/**
 * @param field the list of ranges, as messages name it
 * @throws Refusal unless all ranges are in CIDR notation (documented), and of one IP version
 */
export function checkFirewallRanges(ranges: readonly string[] = [], field: string): void {
  const versions = new Set<number>();
  for (const [index, range] of ranges.entries()) {
    const version = isIP(range) === 0 ? cidrVersion(range) : isIP(range);
    if (version === undefined) throw invalid(`${field}[${index}]`, range, 'Must be a valid CIDR address range.');
    versions.add(version);
    if (versions.size > 1)
      throw invalid(`${field}[${index}]`, range, 'IPv4 and IPv6 ranges cannot be mixed in one rule.');
  }
}
