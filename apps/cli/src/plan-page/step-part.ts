import type { Step } from '@gcepool/core';
import { stepChanges } from '../output/step-changes.ts';
import type { FieldChange } from '../output/field-changes.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** A step with its place in the plan. */
export interface NumberedStep {
  readonly step: Step;
  /** From 1 on. */
  readonly number: number;
}

/** By resource, the steps of it: what others need, and what leads to them. */
export type StepsByResource = ReadonlyMap<string, readonly NumberedStep[]>;

/** The colour of a verb. */
export function toneOf({ verb }: Step): 'good' | 'bad' | 'other' {
  if (verb === 'create' || verb === 'addInstances') return 'good';
  return verb === 'delete' || verb === 'removeInstances' ? 'bad' : 'other';
}

/** `global/healthChecks/a` → `healthChecks/a`. */
const shortResource = (resource: string): string => resource.replace(/^(?:global|zones)\//, '');

/** A link to where a step is. */
export const stepLink = ({ step, number }: NumberedStep): Html =>
  html`<a href="#step-${number}">${step.verb} ${shortResource(step.resource)}</a>`;

/** A step: what, on which resource and why; when it is unfolded what is before and after, and what it waits for. */
export function stepPart({ step, number }: NumberedStep, steps: StepsByResource): Html {
  const changes = stepChanges(step);
  const needs = step.needs.flatMap((resource) => (steps.get(resource) ?? []).filter((each) => each.number < number));
  return html`<details class="card step" id="step-${number}" ${step.verb === 'update' ? html` open` : undefined}>
    <summary>
      <span class="verb ${toneOf(step)}">${step.verb}</span> <code>${shortResource(step.resource)}</code>
      <span class="reason">${step.reason}</span>
    </summary>
    <div class="more">
      ${changes.length === 0 ? html`<p class="quiet">No field of the resource changes.</p>` : changesPart(changes, step)}
      ${step.ports.length === 0 ? undefined : html`<p class="quiet">For ${step.ports.length === 1 ? 'nodePort' : 'nodePorts'} ${step.ports.join(', ')}.</p>`}
      ${needs.length === 0 ? undefined : html`<p class="quiet">Waits for ${separated(needs.map((each) => stepLink(each)))}.</p>`}
    </div>
  </details> `;
}

const changesPart = (changes: readonly FieldChange[], { verb, resource }: Step): Html =>
  html`<div class="fields">
    <table>
      <caption>
        Fields of ${resource} that ${verb} changes
      </caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        ${changes.map(
          ({ field, before, after }) =>
            html`<tr>
              <th scope="row"><code>${field}</code></th>
              <td data-title="Before"><del>${before === undefined ? html`–` : html`<code>${before}</code>`}</del></td>
              <td data-title="After"><ins>${after === undefined ? html`–` : html`<code>${after}</code>`}</ins></td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;

/** Parts of a sentence with commas between them. */
export const separated = (parts: readonly Html[]): Html =>
  html`${parts.map((part, index) => (index === 0 ? part : html`, ${part}`))}`;
