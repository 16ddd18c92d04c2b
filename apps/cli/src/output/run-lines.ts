import type { LoopEvent, PoolEvent } from '@gcepool/core';
import { enumeration, messageOf } from '@gcepool/core/internal';
import type { Remark } from '@gcepool/kubernetes';
import type { WorkRecord } from '../pool/work-record.ts';
import { oneLine } from '../one-line.ts';
import { outcomeSum, sumText } from './outcome-sum.ts';
import { outcomeDocument } from './step-document.ts';
import { noticeLines, outcomeLines } from './step-lines.ts';
import type { Style } from './style.ts';

/** Something a run loop tells, and what is known of the run. */
export interface RunEvent {
  readonly event: LoopEvent;
  readonly record: Pick<WorkRecord, 'outcomes' | 'notices'>;
  /** What of the input was not taken as it stands. */
  readonly remarks: readonly Remark[];
  /** Calls of the run that has ended. */
  readonly apiCalls: number;
  readonly explain: (error: unknown) => string;
  readonly time: Date;
}

/** What is told of a loop: its failures, its runs, or every step and repeated call as well. */
export type LogLevel = 'error' | 'info' | 'debug';

/** How events are told. */
export interface EventForm {
  readonly output: 'text' | 'json';
  readonly logLevel: LogLevel;
}

/** What is printed of an event: lines for a person, or one line of JSON, each with its time. */
export function runLines(about: RunEvent, { output, logLevel }: EventForm, style: Style): string[] {
  if (logLevel === 'error' && about.event.type !== 'runFailed') return [];
  const time = about.time.toISOString();
  if (output === 'json') return [JSON.stringify({ time, ...runDocument(about) })];
  return textLines(about, style).map((line) => `${style.dim(time)} ${line}`);
}

/** What is printed of the steps and calls of a run, where that is asked for. */
export function poolEventLines(event: PoolEvent, at: Date, { output, logLevel }: EventForm): string[] {
  if (logLevel !== 'debug') return [];
  const time = at.toISOString();
  switch (event.type) {
    case 'stepStarted': {
      const { verb, resource } = event.step;
      return [
        output === 'json' ? JSON.stringify({ time, event: event.type, verb, resource }) : `${time} ${verb} ${resource}`,
      ];
    }
    case 'callRetried': {
      const { method, attempt, pauseMs } = event;
      const error = messageOf(event.error);
      return [
        output === 'json'
          ? JSON.stringify({ time, event: event.type, method, attempt, pauseMs, error })
          : `${time} ${method} failed, again in ${Math.ceil(pauseMs / 1_000)} s: ${oneLine(error)}`,
      ];
    }
    case 'planned':
    case 'driftFound':
    case 'stepFinished':
      return [];
  }
}

function runDocument({ event, record, remarks, apiCalls, explain }: RunEvent): object {
  switch (event.type) {
    case 'runFinished':
    case 'runCutShort':
    case 'runFailed': {
      const { type, ...rest } = event;
      return {
        event: type,
        ...rest,
        ...('error' in event && { error: explain(event.error) }),
        changes: outcomeSum(record.outcomes),
        steps: record.outcomes.map((outcome) => outcomeDocument(outcome)),
        notices: record.notices,
        remarks,
        apiCalls,
      };
    }
    case 'runStarted':
      return { event: event.type, reasons: event.reasons };
    case 'stoodBy':
    case 'stopped':
      return { event: event.type };
  }
}

function textLines({ event, record: { outcomes, notices }, apiCalls, explain }: RunEvent, style: Style): string[] {
  const sum = outcomeSum(outcomes);
  const done = [...outcomeLines(outcomes, style), ...noticeLines(notices)];
  switch (event.type) {
    case 'runStarted':
      return event.reasons.length === 0 ? [] : [style.dim(enumeration([...new Set(event.reasons)]))];
    case 'runFinished':
      return outcomes.length === 0
        ? [...done, `${style.good('nothing to do')} (${apiCalls} API calls, ${event.tookMs} ms)`]
        : [...done, `${style.strong(sumText(sum))} (${apiCalls} API calls, ${event.tookMs} ms)`];
    case 'runFailed':
      return [
        ...done,
        `${style.bad(`failed, ${event.failures} in a row`)}, again in ${Math.ceil(event.pauseMs / 1_000)} s: ${explain(event.error)}`,
      ];
    case 'runCutShort':
      return [...done, `cut short: ${sumText(sum)}; the next run carries on`];
    case 'stoodBy':
      return ['standing by: another process does the work'];
    case 'stopped':
      return ['stopped'];
  }
}
