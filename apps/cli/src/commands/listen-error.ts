/** Why a server cannot listen, in terms of the flags `--port` and `--host`. */
export function describeListenError(error: unknown, port: number, host: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `--port ${port}: already in use on ${host}; choose another, or 0 for any free one`;
  if (code === 'EACCES') return `--port ${port}: not permitted on ${host}; choose one above 1023`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `--host ${host}: is no address of this machine; use 127.0.0.1`;
  return `--host ${host} --port ${port}: ${error instanceof Error ? error.message : String(error)}`;
}
