import { ProxyTracerProvider, trace } from '@opentelemetry/api';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { expect, onTestFinished, test } from 'vitest';
import { LONG_RUN } from './long-run.test-support.ts';
import { keepReconciling } from './keep-reconciling.ts';
import { plainStyle } from '../output/style.ts';

test('what a long run does becomes spans of whoever has registered to receive them', async () => {
  const names: string[] = [];
  const provider = new ProxyTracerProvider();
  const tracer = provider.getTracer('test');
  const startSpan = tracer.startSpan.bind(tracer);
  tracer.startSpan = (name, ...rest) => {
    names.push(name);
    return startSpan(name, ...rest);
  };
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  onTestFinished(() => trace.disable());
  const server = await listen(createSimulator());
  onTestFinished(() => server.close());
  const stop = new AbortController();
  const print = (line: string): void => {
    if (line.includes('changes made')) stop.abort();
  };
  const port = { nodePort: 30_001, service: 'shop/cart', servicePort: 'http', protocol: 'HTTP' } as const;
  const restraint = { keep: [], hold: false, keepsMembers: false };
  const cluster = { ports: [port], zones: ['us-central1-a'], remarks: [], refused: [], restraint };
  await keepReconciling(
    { ...LONG_RUN, endpoint: new URL(server.url) },
    { command: 'run', read: () => Promise.resolve(cluster) },
    { print, remark: () => undefined, style: plainStyle },
    { stop: { graceful: stop.signal, now: new AbortController().signal } },
  );
  expect(names).toContain('gcepool.backendServices.create');
});
