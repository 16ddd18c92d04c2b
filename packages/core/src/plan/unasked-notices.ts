import type { BackendService } from '@gcepool/api';
import { enumeration } from '../names/enumeration.ts';
import { resourceOf } from './plan-backend-service.ts';
import type { BackendServiceSpec } from './spec.ts';
import type { Notice } from './step.ts';
import { unaskedSettings } from './unasked-settings.ts';

/** Tells what a backend service keeps of what the pool has set before, for nobody says what it shall be instead. Pure. */
export function unaskedNotices(spec: BackendServiceSpec, existing: BackendService | undefined): Notice[] {
  const kept = existing === undefined ? [] : unaskedSettings(spec.settings ?? {}, existing);
  if (kept.length === 0) return [];
  const message = `keeps its ${enumeration(kept)}, which the pool has set and ${spec.label} asks for no more: say what it shall be instead`;
  return [{ about: resourceOf(spec), message }];
}
