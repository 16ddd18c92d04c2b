import type { JsonDraft } from '../../kernel/json.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { completeRouter } from './router-defaults.ts';

/** `preview`: the router as an update with this body would make it; nothing is written. */
export const preview: Verb = (call, transaction) => {
  const router = calledResource(call, transaction);
  const draft: JsonDraft = { ...router.resource, ...call.body };
  completeRouter(draft);
  return { answer: { resource: draft } };
};
