import { invalid, required } from '../../kernel/refusal.ts';
import { checkLabelName } from '../label-name.ts';
import { checkExpression } from '../expression.ts';
import { checkFraction } from '../number-range.ts';
import type { Resource } from '../../wire/wire.ts';

type Subnetwork = Resource<'Subnetwork'>;

/** @throws Refusal for what the fields of a subnetwork show by themselves (documented) */
export function checkSubnetworkFields(resource: Subnetwork): void {
  const { purpose, logConfig, stackType, ipCidrRange } = resource;
  if (purpose === 'REGIONAL_MANAGED_PROXY' && logConfig?.enable === true) {
    const explanation = 'Flow logging is not supported if the subnet purpose field is set to REGIONAL_MANAGED_PROXY.';
    throw invalid('resource.logConfig.enable', true, explanation);
  }
  // Whatever it says: the words are of several reports.
  if (purpose === 'REGIONAL_MANAGED_PROXY' && logConfig !== undefined) {
    const explanation = `Invalid field set in subnetwork with purpose ${purpose}.`;
    throw invalid('resource.logConfig', logConfig, explanation);
  }
  if (stackType === 'IPV6_ONLY' && (ipCidrRange ?? '') !== '') {
    throw invalid('resource.ipCidrRange', ipCidrRange, 'It cannot be specified for an IPV6_ONLY subnetwork.');
  }
  const isLearning = resource.resolveSubnetMask === 'ARP_BROADCAST_PRIMARY_RANGE_WITH_LEARNING';
  if (isLearning && Number(ipCidrRange?.split('/')[1]) < 24) {
    const explanation = 'The subnetwork must have a range of /24 or smaller.';
    throw invalid('resource.resolveSubnetMask', resource.resolveSubnetMask, explanation);
  }
  checkLogConfig(logConfig ?? {});
  checkNames(resource.secondaryIpRanges ?? []);
}

function checkLogConfig(config: NonNullable<Subnetwork['logConfig']>): void {
  checkFraction(config.flowSampling, [0, 1], 'resource.logConfig.flowSampling');
  checkExpression(config.filterExpr, 'resource.logConfig.filterExpr');
  const { metadata, metadataFields = [] } = config;
  if (metadataFields.length === 0 || metadata === 'CUSTOM_METADATA') return;
  const explanation = 'It can only be specified if metadata is set to CUSTOM_METADATA.';
  throw invalid('resource.logConfig.metadataFields', metadataFields, explanation);
}

/** Alias ranges are taken out of secondary ranges by their names, so no two have the same. */
function checkNames(ranges: NonNullable<Subnetwork['secondaryIpRanges']>): void {
  const seen = new Set<string>();
  for (const [index, { rangeName: name = '' }] of ranges.entries()) {
    const field = `resource.secondaryIpRanges[${index}].rangeName`;
    if (name === '') throw required(field);
    checkLabelName(name, field);
    if (seen.has(name)) throw invalid(field, name, 'The name must be unique within the subnetwork.');
    seen.add(name);
  }
}
