import { describedService } from '@gcepool/core/internal';
import type { ServicePort, Step } from '@gcepool/core';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { NumberedStep } from './step-part.ts';
import { separated, stepLink } from './step-part.ts';

/** A port before and after a plan. */
interface PortChange {
  readonly nodePort: number;
  /** `shop/cart:http`; a dash where nothing says so. */
  readonly label: string;
  readonly before: boolean;
  readonly after: boolean;
  /** Those of its health check and backend service. */
  readonly steps: readonly NumberedStep[];
}

/**
 * The ports of the cluster, and those that go: whether each is served before and after, and by which steps that comes about.
 *
 * @param left ports for which nothing is done, whatever there is of them
 */
export function servicesPart(
  ports: readonly ServicePort[],
  steps: readonly NumberedStep[],
  left: ReadonlySet<number>,
): Html {
  const changes = portChanges(ports, steps);
  if (changes.length === 0) return html`<p class="quiet">There is none.</p>`;
  return html`<div class="card services">
    <table>
      <thead>
        <tr>
          <th scope="col">Service</th>
          <th scope="col">nodePort</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
          <th scope="col">By</th>
        </tr>
      </thead>
      <tbody>
        ${changes.map(
          ({ nodePort, label, before, after, steps: own }) =>
            html`<tr>
              <th scope="row">${label}</th>
              <td data-title="nodePort">${nodePort}</td>
              <td data-title="Before">${left.has(nodePort) ? '–' : stateWord(before, false)}</td>
              <td data-title="After">
                ${left.has(nodePort) ? html`<span class="verb bad">not served</span>` : stateWord(after, before && after && own.length > 0)}
              </td>
              <td data-title="By">
                ${left.has(nodePort) ? 'nothing: see above' : own.length === 0 ? html`<span class="quiet">as it is</span>` : separated(own.map((each) => stepLink(each)))}
              </td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

const stateWord = (isServed: boolean, isChanged: boolean): Html => {
  if (!isServed) return html`<span class="verb bad">not served</span>`;
  return isChanged
    ? html`<span class="verb other">served, changed</span>`
    : html`<span class="verb good">served</span>`;
};

function portChanges(ports: readonly ServicePort[], steps: readonly NumberedStep[]): readonly PortChange[] {
  const byPort = new Map<number, NumberedStep[]>();
  for (const numbered of steps) {
    if (numbered.step.collection === 'instanceGroups') continue;
    for (const port of numbered.step.ports) byPort.set(port, [...(byPort.get(port) ?? []), numbered]);
  }
  const labels = new Map(ports.map((port) => [port.nodePort, labelOf(port)]));
  for (const [port, own] of byPort) if (!labels.has(port)) labels.set(port, labelBefore(own));
  return [...labels]
    .map(([nodePort, label]) => {
      const own = byPort.get(nodePort) ?? [];
      const verbs = new Set(
        own.filter(({ step }) => step.collection === 'backendServices').map(({ step }) => step.verb),
      );
      const isMade = verbs.has('create');
      // A backend service of another region may take the place of one that goes.
      return {
        nodePort,
        label,
        before: !isMade || verbs.has('delete'),
        after: isMade || !verbs.has('delete'),
        steps: own,
      };
    })
    .toSorted((a, b) => a.nodePort - b.nodePort);
}

const labelOf = ({ service, servicePort }: ServicePort): string =>
  [service ?? '–', ...(servicePort === undefined ? [] : [servicePort])].join(':');

/** What is deleted says itself what it stood for. */
function labelBefore(steps: readonly NumberedStep[]): string {
  const [described] = steps.flatMap(({ step }) => describedService(descriptionOf(step)) ?? []);
  return described === undefined
    ? '–'
    : [described.name, ...(described.port === undefined ? [] : [described.port])].join(':');
}

const descriptionOf = (step: Step): string => ('before' in step ? (step.before?.description ?? '') : '');
