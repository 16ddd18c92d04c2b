import { decodeModel, type DecodedModel } from './decode-model.ts';
import * as text from './generated/v1/model.ts';

/** The stable version. */
export const v1: DecodedModel = decodeModel('v1', text);
