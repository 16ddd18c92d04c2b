import { show } from '../read-fields.ts';
import { asGo } from './as-go.ts';
import { asPython } from './as-python.ts';
import { asCurl, asGcloud } from './as-shell.ts';
import { asTypeScript } from './as-typescript.ts';
import type { ScriptForm } from './script-form.ts';
import { SCRIPT_FORMS } from './script-form.ts';
import type { WrittenCall } from './written-call.ts';

const WRITERS: Readonly<Record<ScriptForm, (calls: readonly WrittenCall[]) => string>> = {
  curl: asCurl,
  gcloud: asGcloud,
  typescript: asTypeScript,
  python: asPython,
  go: asGo,
};

/** @throws TypeError for a form that there is not */
export function scriptOf(calls: readonly WrittenCall[], form: ScriptForm): string {
  if (!SCRIPT_FORMS.includes(form)) {
    throw new TypeError(`as must be one of ${SCRIPT_FORMS.join(', ')}; got ${show(form)}`);
  }
  return WRITERS[form](calls);
}
