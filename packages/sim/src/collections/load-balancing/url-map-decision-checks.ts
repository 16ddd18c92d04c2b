import { invalid, required } from '../../kernel/refusal.ts';
import type { Action } from '../../routing/url-map-action.ts';
import { checkNumber } from '../number-range.ts';
import type { Resource } from '../../wire/wire.ts';

type Rewrite = Resource<'UrlRewrite'>;

const MOST_WEIGHT = 1000;

/** The fields that say where a request goes: they are called differently in rules and in defaults. */
export interface DecisionFields {
  readonly service: string;
  readonly redirect: string;
  readonly action: string;
}

/** @throws Refusal unless exactly one field decides where requests go, and says so in a way that makes sense */
export function checkDecision(decision: Action, field: string, names: DecisionFields): void {
  const { service, urlRedirect, routeAction } = decision;
  const services = routeAction.weightedBackendServices ?? [];
  const decisions = [service !== '', urlRedirect !== undefined, services.length > 0].filter(Boolean).length;
  if (decisions !== 1) {
    const explanation =
      `Exactly one of ${names.service}, ${names.redirect} and ${names.action}.weightedBackendServices must be ` +
      'specified.';
    throw invalid(field === 'resource' ? `resource.${names.service}` : field, '', explanation);
  }
  checkWeights(services, `${field}.${names.action}.weightedBackendServices`);
  checkRewrite(routeAction.urlRewrite ?? {}, `${field}.${names.action}.urlRewrite`);
  checkRedirect(urlRedirect ?? {}, `${field}.${names.redirect}`);
}

function checkWeights(services: readonly Resource<'WeightedBackendService'>[], field: string): void {
  for (const [index, { backendService = '', weight }] of services.entries()) {
    if (backendService === '') throw required(`${field}[${index}].backendService`);
    checkNumber(weight, [0, MOST_WEIGHT], `${field}[${index}].weight`);
  }
  if (services.length > 0 && services.every(({ weight = 0 }) => weight === 0)) {
    throw invalid(field, '', 'At least one weight must not be zero.');
  }
}

function checkRewrite({ pathPrefixRewrite, pathTemplateRewrite, regexRewrite }: Rewrite, field: string): void {
  const paths = [pathPrefixRewrite, pathTemplateRewrite, regexRewrite].filter((rewrite) => rewrite !== undefined);
  if (paths.length < 2) return;
  throw invalid(field, '', 'Only one of pathPrefixRewrite, pathTemplateRewrite and regexRewrite can be specified.');
}

/** @throws Refusal for a rewrite that only a route rule can have, where it is not one's */
export function refuseRouteRewrite({ routeAction }: Action, field: string, { action }: DecisionFields): void {
  const rewrite: Rewrite = routeAction.urlRewrite ?? {};
  for (const name of ['pathTemplateRewrite', 'regexRewrite'] as const) {
    if (rewrite[name] === undefined) continue;
    throw invalid(`${field}.${action}.urlRewrite.${name}`, rewrite[name], 'It can only be specified in a route rule.');
  }
}

function checkRedirect({ pathRedirect, prefixRedirect }: Resource<'HttpRedirectAction'>, field: string): void {
  if (pathRedirect === undefined || prefixRedirect === undefined) return;
  throw invalid(field, '', 'Only one of pathRedirect and prefixRedirect can be specified.');
}
