// Nothing of the pool is imported here: commands of the simulator, which start fast, read files too.

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file, for a part of its path is no directory',
  EISDIR: 'it is a directory; name a file in it',
  EACCES: 'permission to read it is denied',
  EPERM: 'permission to read it is denied',
};

/** Why a file cannot be read, in words. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    (Object.hasOwn(REASONS, code) ? REASONS[code] : undefined) ??
    (error instanceof Error ? error.message : String(error))
  );
}
