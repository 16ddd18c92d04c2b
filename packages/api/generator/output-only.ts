import type { DiscoveryType } from './discovery.ts';

/*
 * `readOnly` marks two thirds of the properties that the server sets; the descriptions of the others say so in words.
 * The words count where a sentence begins with them: "Output only. …", "[Output Only] …", "[DEPRECATED] … [Output only] …".
 * They do not count inside a sentence ("output only for HA VPN tunnels") or with a condition ("[Output only for type
 * PARTNER. …]"): there a client may set the property in other cases.
 */
const saysOutputOnly = /^\s*output[ -]only\.|(?:^|[.\]])\s*\[\s*output[ -]only\s*\]/i;

/**
 * Properties that a client sets when it creates the resource, although their description says output-only: Terraform
 * gives an instance group its network and a managed instance group its named ports in this way, and both come back.
 */
const settable: ReadonlySet<string> = new Set(['InstanceGroup.network', 'InstanceGroupManager.namedPorts']);

/** Whether the server sets the property and ignores it in a body. `path` is `Schema.property`. */
export function isOutputOnly(path: string, property: DiscoveryType): boolean {
  if (property.readOnly === true || path.endsWith('.kind')) return true;
  return !settable.has(path) && saysOutputOnly.test(property.description ?? '');
}
