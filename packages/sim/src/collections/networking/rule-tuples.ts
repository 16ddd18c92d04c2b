import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';

/**
 * How much of a policy's quota a rule takes: one for each source and destination, one for each protocol, and two for
 * each protocol together with a port (documented).
 */
export function ruleTupleCount(rule: JsonObject): number {
  const { layer4Configs, ...ends } = asObject(rule.match);
  let count = 0;
  for (const config of asArray(layer4Configs)) {
    const ports = asArray(asObject(config).ports);
    count += ports.length === 0 ? 1 : 2 * ports.length;
  }
  for (const end of Object.values(ends)) count += asArray(end).length;
  return count;
}
