import type { ApiModel, ApiVersion } from './api-model.ts';
import { decodeModel, type DecodedModel } from './decode-model.ts';
import * as alphaText from './generated/alpha/model.ts';
import * as betaText from './generated/beta/model.ts';
import { v1 } from './v1.ts';

let beta: DecodedModel | undefined;
let alpha: DecodedModel | undefined;

/** The model of that version of the API. All but v1 are decoded when they are first asked for. */
export function modelOf(version: ApiVersion): ApiModel {
  switch (version) {
    case 'v1':
      return v1;
    case 'beta':
      return betaModel();
    case 'alpha':
      return (alpha ??= decodeModel('alpha', alphaText, betaModel()));
  }
}

function betaModel(): DecodedModel {
  return (beta ??= decodeModel('beta', betaText, v1));
}
