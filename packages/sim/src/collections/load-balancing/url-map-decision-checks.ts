import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { checkNumber } from '../number-range.ts';

const MOST_WEIGHT = 1000;

/** The fields that say where a request goes: they are called differently in rules and in defaults. */
export interface DecisionFields {
  readonly service: string;
  readonly redirect: string;
  readonly action: string;
}

/** @throws Refusal unless exactly one field decides where requests go, and says so in a way that makes sense */
export function checkDecision(owner: JsonObject, field: string, names: DecisionFields): void {
  const action = asObject(owner[names.action]);
  const services = asArray(action.weightedBackendServices).map(asObject);
  const decisions = [
    asString(owner[names.service]) !== '',
    owner[names.redirect] !== undefined,
    services.length > 0,
  ].filter(Boolean).length;
  if (decisions !== 1) {
    const explanation =
      `Exactly one of ${names.service}, ${names.redirect} and ${names.action}.weightedBackendServices must be ` +
      'specified.';
    throw invalid(field === 'resource' ? `resource.${names.service}` : field, '', explanation);
  }
  checkWeights(services, `${field}.${names.action}.weightedBackendServices`);
  checkRewrite(asObject(action.urlRewrite), `${field}.${names.action}.urlRewrite`);
  checkRedirect(asObject(owner[names.redirect]), `${field}.${names.redirect}`);
}

function checkWeights(services: readonly JsonObject[], field: string): void {
  for (const [index, { backendService, weight }] of services.entries()) {
    if (asString(backendService) === '') throw required(`${field}[${index}].backendService`);
    checkNumber(weight, [0, MOST_WEIGHT], `${field}[${index}].weight`);
  }
  if (services.length > 0 && services.every(({ weight }) => Number(weight ?? 0) === 0)) {
    throw invalid(field, '', 'At least one weight must not be zero.');
  }
}

function checkRewrite(rewrite: JsonObject, field: string): void {
  const paths = ['pathPrefixRewrite', 'pathTemplateRewrite', 'regexRewrite'].filter(
    (name) => rewrite[name] !== undefined,
  );
  if (paths.length < 2) return;
  throw invalid(field, '', 'Only one of pathPrefixRewrite, pathTemplateRewrite and regexRewrite can be specified.');
}

/** @throws Refusal for a rewrite that only a route rule can have, where it is not one's */
export function refuseRouteRewrite(owner: JsonObject, field: string, { action }: DecisionFields): void {
  const rewrite = asObject(asObject(owner[action]).urlRewrite);
  for (const name of ['pathTemplateRewrite', 'regexRewrite']) {
    if (rewrite[name] === undefined) continue;
    throw invalid(`${field}.${action}.urlRewrite.${name}`, rewrite[name], 'It can only be specified in a route rule.');
  }
}

function checkRedirect(redirect: JsonObject, field: string): void {
  if (redirect.pathRedirect === undefined || redirect.prefixRedirect === undefined) return;
  throw invalid(field, '', 'Only one of pathRedirect and prefixRedirect can be specified.');
}
