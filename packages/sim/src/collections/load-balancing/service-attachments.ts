import { invalid, required } from '../../kernel/refusal.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { findLinked, scanUsersIn } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type ServiceAttachment = Resource<'ServiceAttachment'>;

function complete(draft: Draft<ServiceAttachment>, { transaction }: WriteContext<ServiceAttachment>): void {
  draft.description ??= '';
  draft.enableProxyProtocol ??= false;
  draft.reconcileConnections ??= false;
  // The rule that was once called the producer's is shown as the target (documented sample).
  if (draft.producerForwardingRule !== undefined) draft.targetService ??= draft.producerForwardingRule;
  delete draft.producerForwardingRule;
  draft.pscServiceAttachmentId ??= { high: transaction.newId().slice(0, 17), low: draft.id ?? '' };
}

type Limit = NonNullable<ServiceAttachment['consumerAcceptLists']>[number];

function check(resource: ServiceAttachment, { transaction }: WriteContext<ServiceAttachment>): void {
  if (resource.targetService === undefined) throw required('resource.targetService');
  if (resource.connectionPreference === undefined) throw required('resource.connectionPreference');
  if ((resource.natSubnets ?? []).length === 0) {
    throw invalid('resource.natSubnets', '', 'At least one subnetwork must be specified.');
  }
  for (const [index, link] of (resource.natSubnets ?? []).entries()) {
    const purpose = findLinked(transaction, 'subnetworks', link)?.resource.purpose ?? 'PRIVATE_SERVICE_CONNECT';
    if (purpose === 'PRIVATE_SERVICE_CONNECT') continue;
    const explanation = 'The subnetwork must have the purpose PRIVATE_SERVICE_CONNECT.';
    throw invalid(`resource.natSubnets[${index}]`, link, explanation);
  }
  const scheme = findLinked(transaction, 'forwardingRules', resource.targetService)?.resource.loadBalancingScheme;
  if (scheme !== undefined && !scheme.startsWith('INTERNAL')) {
    const explanation = `The forwarding rule must be internal: its load balancing scheme is ${scheme}.`;
    throw invalid('resource.targetService', resource.targetService, explanation);
  }
  checkConsumers(resource.consumerAcceptLists ?? []);
}

/** Consumers are told apart by project, by network or by endpoint: in one way for all of them (documented). */
function checkConsumers(limits: readonly Limit[]): void {
  const kinds = new Set(limits.flatMap((limit) => CONSUMERS.filter((kind) => (limit[kind] ?? '') !== '')));
  if (kinds.size > 1) {
    const explanation = 'The list must contain either only projects or only networks or only endpoints.';
    throw invalid('resource.consumerAcceptLists', '', explanation);
  }
  for (const [index, { endpointUrl, connectionLimit = 0 }] of limits.entries()) {
    if ((endpointUrl ?? '') === '' || connectionLimit <= 1) continue;
    const field = `resource.consumerAcceptLists[${index}].connectionLimit`;
    throw invalid(field, connectionLimit, 'For an endpoint, the limit should be no more than 1.');
  }
}

const CONSUMERS = ['projectIdOrNum', 'networkUrl', 'endpointUrl'] as const;

/** The endpoints of consumers: rules that have the attachment as their target. */
function derive(path: string, _entry: Entry<ServiceAttachment>, state: State): Partial<ServiceAttachment> {
  const connectedEndpoints: Resource<'ServiceAttachmentConnectedEndpoint'>[] = [];
  scanUsersIn(state, 'forwardingRules', path, ({ resource: rule }, user) => {
    connectedEndpoints.push({
      status: rule.pscConnectionStatus,
      pscConnectionId: rule.pscConnectionId,
      endpoint: linkOf(user),
      consumerNetwork: rule.network,
    });
  });
  return connectedEndpoints.length === 0 ? {} : { connectedEndpoints };
}

/** A gateway of the Network Services API can be published as well; its name stays as it is. */
const gatewayOf = (reference: string): string | undefined =>
  /^(?:https:)?\/\/networkservices\.googleapis\.com\/.+\/gateways\/[^/]+$/.test(reference) ? reference : undefined;

export const serviceAttachments: Collection = defineCollection({
  name: 'serviceAttachments',
  collections: ['serviceAttachments'],
  references: {
    'ServiceAttachment.targetService': { to: ['forwardingRules'], foreign: gatewayOf },
    'ServiceAttachment.producerForwardingRule': { to: ['forwardingRules'] },
    'ServiceAttachment.natSubnets': { to: ['subnetworks'] },
    // Networks of other projects, which nobody need have made here.
    'ServiceAttachmentConsumerProjectLimit.networkUrl': { to: ['networks'], isUnchecked: true, isWeak: true },
  },
  lifecycle: { fingerprintRequiredOn: ['patch'], complete, check },
  reading: { derive },
  operations: { fullTypes: ['insert', 'patch', 'delete'] },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'ServiceAttachment.consumerAcceptLists',
          sentence: 'must contain either only projects or only networks or only endpoints',
        },
        {
          describedAt: 'ServiceAttachment.reconcileConnections',
          sentence: 'For newly created service attachment, this boolean defaults to false.',
        },
        {
          describedAt: 'ServiceAttachment.connectedEndpoints',
          sentence: 'An array of connections for all the consumers connected to this service attachment.',
        },
      ],
      patch: {
        describedAt: 'ServiceAttachment.fingerprint',
        sentence: 'An up-to-date fingerprint must be provided in order to patch/update the ServiceAttachment',
      },
    },
    lacking: {
      insert: 'Endpoints of all consumers are ACCEPTED, whatever the lists of consumers say.',
      patch: 'Endpoints of all consumers stay ACCEPTED, whatever the lists of consumers say.',
    },
  },
});
