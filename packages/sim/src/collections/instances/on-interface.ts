import type { JsonObject } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { calledResource } from '../called-resource.ts';
import type { Call } from '../call.ts';
import type { Verb } from '../verb.ts';
import type { Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;
type NetworkInterface = Resource<'NetworkInterface'>;

/** A verb that changes the interface its query names, which has a new fingerprint then. */
export const onInterface =
  <Body extends JsonObject>(
    change: (nic: NetworkInterface, call: Call<Body>, transaction: Transaction) => NetworkInterface,
  ): Verb<Body, Instance> =>
  (call, transaction) => {
    const instance = calledResource<Instance>(call, transaction);
    const name = call.query.get('networkInterface');
    const interfaces = instance.resource.networkInterfaces ?? [];
    if (!interfaces.some((nic) => nic.name === name)) {
      throw invalid('networkInterface', name, 'The instance has no network interface of that name.');
    }
    const networkInterfaces = interfaces.map((nic) =>
      nic.name === name ? { ...change(nic, call, transaction), fingerprint: transaction.newFingerprint() } : nic,
    );
    return { write: { ...instance, resource: { ...instance.resource, networkInterfaces } } };
  };
