/** What a script can be written in: shell scripts of curl or gcloud, or a program on Google's client of a language. */
export type ScriptForm = 'curl' | 'gcloud' | 'go' | 'python' | 'typescript';

/** All of them. */
export const SCRIPT_FORMS: readonly ScriptForm[] = ['curl', 'gcloud', 'typescript', 'python', 'go'];
