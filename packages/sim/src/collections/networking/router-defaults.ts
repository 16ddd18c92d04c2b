import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';

/** What the service fills in a router; also what a preview of it shows. */
export function completeRouter(draft: JsonDraft): void {
  draft.encryptedInterconnectRouter ??= false;
  if (draft.bgp !== undefined) {
    draft.bgp = { advertiseMode: 'DEFAULT', keepaliveInterval: 20, ...asObject(draft.bgp) };
  }
  for (const [field, completeItem] of ITEMS) {
    const items = asArray(draft[field]);
    if (items.length > 0) draft[field] = items.map((item) => completeItem(asObject(item)));
  }
}

const ITEMS: readonly (readonly [field: string, complete: (item: JsonObject) => JsonObject])[] = [
  ['nats', completeNat],
  ['interfaces', (item) => ({ managementType: 'MANAGED_BY_USER', ...item })],
  ['bgpPeers', (item) => ({ advertiseMode: 'DEFAULT', enable: 'TRUE', managementType: 'MANAGED_BY_USER', ...item })],
];

function completeNat(nat: JsonObject): JsonObject {
  const { natIpAllocateOption, ...rest } = nat;
  const isPrivate = nat.type === 'PRIVATE';
  return {
    type: 'PUBLIC',
    endpointTypes: ['ENDPOINT_TYPE_VM'],
    enableEndpointIndependentMapping: false,
    ...(isPrivate ? { enableDynamicPortAllocation: true } : {}),
    ...rest,
    // A private gateway takes its addresses from subnetworks, and says nothing of how (observed).
    ...(isPrivate || natIpAllocateOption === undefined ? {} : { natIpAllocateOption }),
    effectiveTcpTimeWaitTimeoutSec: nat.tcpTimeWaitTimeoutSec ?? 120,
  };
}
