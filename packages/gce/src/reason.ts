/** GCE's word for a failed operation in the spelling of its HTTP errors: `RESOURCE_NOT_READY` becomes `resourceNotReady`. */
export function reasonOfOperationErrorCode(code: string): string {
  // A word that is not in capitals already is one of the HTTP spelling.
  if (!/^[A-Z0-9_]+$/.test(code)) return code;
  return code.toLowerCase().replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
