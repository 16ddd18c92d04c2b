import { createNoopMeter, ProxyTracerProvider } from '@opentelemetry/api';
import type { Counter, Meter, Span, Tracer } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { telemetry } from './opentelemetry.ts';
import { refusal } from './cloud/refusal.test-support.ts';
import { testPool } from './test-pool.test-support.ts';
import { virtualClock } from './calls/virtual-clock.test-support.ts';

/** A tracer and a meter that write down what they are told. */
function recorder(): { tracer: Tracer; meter: Meter; lines: string[] } {
  const lines: string[] = [];
  const tracer: Tracer = new ProxyTracerProvider().getTracer('test');
  tracer.startSpan = (name) => {
    const span: Span = {
      ...Object.create(null),
      addEvent: (event: string) => (lines.push(`${name} ${event}`), span),
      setAttribute: (key: string, value: unknown) => (lines.push(`${name} ${key}=${String(value)}`), span),
      recordException: (error: unknown) => void lines.push(`${name} threw ${String(error)}`),
      setStatus: ({ code }: { code: number }) => (lines.push(`${name} status ${code}`), span),
      end: () => void lines.push(`${name} ended`),
    };
    return span;
  };
  const meter = createNoopMeter();
  meter.createCounter = (name): Counter => ({
    add: (value, attributes) => void lines.push(`${name} +${value} ${JSON.stringify(attributes)}`),
  });
  return { tracer, meter, lines };
}

test('steps become spans, and outcomes, retries and drift are counted', async () => {
  const { lines, ...sinks } = recorder();
  const { cloud, pool } = testPool({ clock: virtualClock(), onEvent: telemetry(sinks) });
  let failures = 1;
  cloud.refuse = (call) => {
    if (call.startsWith('createBackendService')) return refusal(403, 'forbidden', 'no');
    return call.startsWith('createHealthCheck') && failures-- > 0 ? refusal(503, 'busy', 'busy') : undefined;
  };
  await expect(pool.add(80)).rejects.toThrow('no');
  expect(lines).toContain('gcepool.healthChecks.create retried');
  expect(lines).toContain('gcepool.retries +1 {"method":"createHealthCheck"}');
  expect(lines).toContain('gcepool.steps +1 {"collection":"healthChecks","verb":"create","outcome":"done"}');
  expect(lines).toContain('gcepool.steps +1 {"collection":"backendServices","verb":"create","outcome":"failed"}');
  expect(lines).toContain('gcepool.backendServices.create status 2');
  expect(lines.filter((line) => line.endsWith('ended'))).toHaveLength(3);
  cloud.refuse = () => undefined;
  await pool.add(80);
  await pool.add({ nodePort: 80, protocol: 'HTTPS' });
  expect(lines).toContain('gcepool.drifts +1 {"collection":"backendServices"}');
});

test('without a provider it does nothing', async () => {
  const { pool } = testPool({ onEvent: telemetry() });
  await expect(pool.add(80)).resolves.toMatchObject({ notices: [] });
});
