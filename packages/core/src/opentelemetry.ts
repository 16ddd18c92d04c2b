import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Meter, Span, Tracer } from '@opentelemetry/api';
import type { PoolEvent } from './pool-event.ts';
import type { PoolStep } from './plan/step.ts';

/** Where spans and counts go; by default to the global providers of `@opentelemetry/api`. */
export interface TelemetryOptions {
  readonly tracer?: Tracer | undefined;
  readonly meter?: Meter | undefined;
}

/**
 * Turns what a pool tells into OpenTelemetry: a span for each step (`gcepool.backendServices.create`), with its retries as
 * events, and counters of steps by outcome, of retried calls by method, and of drift. Needs the package `@opentelemetry/api`.
 *
 * @example
 * newBackendPool({ cloud, namer, onEvent: telemetry() });
 */
export function telemetry({
  tracer = trace.getTracer('@gcepool/core'),
  meter = metrics.getMeter('@gcepool/core'),
}: TelemetryOptions = {}): (event: PoolEvent) => void {
  const steps = meter.createCounter('gcepool.steps', { description: 'Steps by what became of them.' });
  const retries = meter.createCounter('gcepool.retries', {
    description: 'Calls made again after a failure that passes.',
  });
  const drifts = meter.createCounter('gcepool.drifts', { description: 'Resources found to be not as desired.' });
  const spans = new Map<PoolStep, Span>();

  return (event) => {
    switch (event.type) {
      case 'planned':
        break;
      case 'driftFound':
        drifts.add(1, { collection: event.step.collection });
        break;
      case 'stepStarted': {
        const { collection, verb, resource, reason } = event.step;
        const attributes = { 'gcepool.resource': resource, 'gcepool.reason': reason };
        spans.set(event.step, tracer.startSpan(`gcepool.${collection}.${verb}`, { attributes }));
        break;
      }
      case 'callRetried': {
        const { method, attempt, pauseMs, step } = event;
        retries.add(1, { method });
        if (step !== undefined) spans.get(step)?.addEvent('retried', { method, attempt, pauseMs });
        break;
      }
      case 'stepFinished': {
        const { step, outcome } = event.outcome;
        steps.add(1, { collection: step.collection, verb: step.verb, outcome });
        const span = spans.get(step);
        spans.delete(step);
        span?.setAttribute('gcepool.outcome', outcome);
        if ('error' in event.outcome) {
          const { error } = event.outcome;
          span?.recordException({ name: error.name, message: error.message });
          span?.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
        }
        span?.end();
        break;
      }
    }
  };
}
