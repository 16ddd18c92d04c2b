import type { Json, JsonObject } from '../kernel/json.ts';
import type { Simulator } from '../simulator.ts';
import { own } from '../kernel/own.ts';

/** A request to the control plane, as a route sees it. */
export interface ControlCall {
  /** The simulator that is meant: a fork, where the request names one. */
  readonly simulator: Simulator;
  /** What the path has in the place of `{…}`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The fields of the body, or of the query of a GET: those that the route takes, of the types it says. */
  readonly fields: JsonObject;
}

/** What JSON has for a field; one whose type ends in `?` may be left out. */
export type FieldType = 'number' | 'number?' | 'string' | 'string?';

/** One thing that can be asked of a simulator over HTTP. */
export interface ControlRoute {
  readonly method: 'DELETE' | 'GET' | 'POST' | 'PUT';
  /** Below `/_sim`, such as `/forks/{name}`. */
  readonly path: string;
  /** One line for whoever reads `GET /_sim`. */
  readonly does: string;
  /**
   * The fields of the body, or of the query of a GET. A text says what the whole body is, which is checked by whom it is
   * handed to. Default: none.
   */
  readonly takes?: Readonly<Record<string, FieldType>> | string;
  /** Whether it is handed whole states, which may be as large as the simulator keeps them. Default: false. */
  readonly takesState?: true;
  /**
   * What is answered; undefined stands for `{}`.
   *
   * @throws TypeError for what makes no sense, which is answered with 400
   * @throws Error for an expectation that is not met, which is answered with 409
   */
  readonly run: (call: ControlCall) => unknown;
}

/** What a face of the simulator is given and checks, field by field. The type fits whatever that takes. */
export const checkedLater = (value: Json | undefined): never => value as never;

/** A field that {@link ControlRoute.takes} says is a number, or is not there. */
export const numberOf = (fields: JsonObject, name: string): number | undefined => {
  const value = own(fields, name);
  return typeof value === 'number' ? value : undefined;
};

/** A field that {@link ControlRoute.takes} says is text; empty when it is not there. */
export const textOf = (fields: JsonObject, name: string): string => {
  const value = own(fields, name);
  return typeof value === 'string' ? value : '';
};
