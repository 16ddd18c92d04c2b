import type { Ignored } from './ignored.ts';
import type { Json, JsonDraft, JsonObject } from './json.ts';

/**
 * An answer that says no, in GCE's words. It is thrown to leave the handling of a request at once and is caught in one
 * place, where it becomes the response; it is no error of the program, so it carries no stack.
 */
export class Refusal {
  /** HTTP status. */
  readonly status: number;
  /** GCE's word, such as `notFound`. */
  readonly reason: string;
  readonly message: string;
  /** `status` of the envelope, such as `INVALID_ARGUMENT`: only answers of the front end carry it. */
  readonly frontEndStatus: string | undefined;
  readonly location: { readonly location: string; readonly locationType: string } | undefined;
  readonly domain: string;
  /** What the request holds to no effect, where it is refused while it is read. */
  ignored?: readonly Ignored[];

  constructor(
    status: number,
    reason: string,
    message: string,
    more: { frontEndStatus?: string; location?: string; locationType?: string; domain?: string } = {},
  ) {
    this.status = status;
    this.reason = reason;
    this.message = message;
    this.frontEndStatus = more.frontEndStatus;
    this.location =
      more.location === undefined
        ? undefined
        : { location: more.location, locationType: more.locationType ?? 'parameter' };
    this.domain = more.domain ?? 'global';
  }

  /** GCE's error envelope. */
  get body(): JsonObject {
    const { status: code, message } = this;
    const error: JsonDraft = {
      code,
      message,
      errors: [{ message, domain: this.domain, reason: this.reason, ...this.location }],
    };
    if (this.frontEndStatus !== undefined) error['status'] = this.frontEndStatus;
    return { error };
  }
}

/** `path`: the resource, as `projects/p/global/backendServices/x`. */
export const notFound = (path: string): Refusal => new Refusal(404, 'notFound', `The resource '${path}' was not found`);

export const alreadyExists = (path: string): Refusal =>
  new Refusal(409, 'alreadyExists', `The resource '${path}' already exists`);

/** Another operation is at work on the resource. */
export const notReady = (path: string): Refusal =>
  new Refusal(400, 'resourceNotReady', `The resource '${path}' is not ready`);

/**
 * @param field as `resource.backends[0].group` or the name of a parameter
 * @param value as it was sent; objects are cut short, as GCE cuts them
 * @param explanation one sentence with its full stop
 */
export const invalid = (field: string, value: Json | undefined, explanation: string): Refusal =>
  new Refusal(400, 'invalid', `Invalid value for field '${field}': '${excerpt(value)}'. ${explanation}`);

export const required = (field: string): Refusal =>
  new Refusal(400, 'required', `Required field '${field}' not specified`);

/**
 * A text or a list that holds more than it may; status and words are of reports.
 *
 * @param unit what is counted
 */
export const tooLarge = (field: string, most: number, size: number, unit: 'character(s)' | 'element(s)'): Refusal =>
  new Refusal(
    413,
    'fieldSizeTooLarge',
    `Value for field '${field}' is too large: maximum size ${most} ${unit}; actual size ${size}.`,
  );

/** @param sentence what cannot be done to the resource as it is */
export const invalidUsage = (sentence: string): Refusal =>
  new Refusal(400, 'invalidResourceUsage', `Invalid resource usage: '${sentence}'.`);

export const inUse = (snakeName: string, path: string, user: string): Refusal =>
  new Refusal(400, 'resourceInUseByAnotherResource', inUseMessage(snakeName, path, user));

export const inUseMessage = (snakeName: string, path: string, user: string): string =>
  `The ${snakeName} resource '${path}' is already being used by '${user}'`;

/** A limit on the number of something leaves no room for more. */
export const quotaExceeded = (message: string): Refusal =>
  new Refusal(403, 'quotaExceeded', message, { domain: 'usageLimits' });

export const conditionNotMet = (message: string): Refusal =>
  new Refusal(412, 'conditionNotMet', message, { location: 'If-Match', locationType: 'header' });

/** A refusal of the front end, before the request reaches the service. */
export const badRequest = (message: string, reason = 'badRequest'): Refusal =>
  new Refusal(400, reason, message, { frontEndStatus: 'INVALID_ARGUMENT' });

/** What this simulator does not do, said aloud. It is no answer of GCE's. */
export const notSimulated = (what: string): Refusal =>
  new Refusal(501, 'notImplemented', `${what} is not simulated`, { frontEndStatus: 'UNIMPLEMENTED' });

/** How much of a message is printed (three field reports). */
const EXCERPT_LENGTH = 100;

function excerpt(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  const text = JSON.stringify(value, undefined, 2).replaceAll('\n', '');
  return text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}...` : text;
}
