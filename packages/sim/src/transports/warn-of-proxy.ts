import process from 'node:process';

/**
 * Warns where Node.js itself sends what is for Google to the machine's proxy: msw sees no more of such a request than that it is for the
 * proxy, and it would leave the machine.
 */
export function warnOfProxy(): void {
  const { env, execArgv } = process;
  if (!env['NODE_USE_ENV_PROXY'] && !execArgv.includes('--use-env-proxy')) return;
  if (!env['HTTPS_PROXY'] && !env['https_proxy']) return;
  const direct = env['no_proxy'] ?? env['NO_PROXY'] ?? '';
  if (direct === '*' || direct.split(/[\s,]+/).includes('.googleapis.com')) return;
  process.emitWarning(
    'Node.js sends requests to a proxy (NODE_USE_ENV_PROXY), where msw cannot see whom they are for: ' +
      'call hideMachine() of @gcepool/sim/testing before handlers(), and its restore() at the end',
    'GcepoolWarning',
  );
}
