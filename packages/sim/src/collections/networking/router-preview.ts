import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { completeRouter } from './router-defaults.ts';

type Router = Resource<'Router'>;

/** `preview`: the router as an update with this body would make it; nothing is written. */
export const preview: Verb<Router, Router> = (call, transaction) => {
  const router = calledResource<Router>(call, transaction);
  const draft: Draft<Router> = { ...router.resource, ...call.body };
  completeRouter(draft, router.resource);
  return { answer: { resource: draft } };
};
