import { createHash } from 'node:crypto';
import { RejectedPortError } from '@gcepool/core';
import type { ServicePort, Step } from '@gcepool/core';
import type { Planned } from '../pool/planned.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { PLAN_STYLE } from './plan-style.ts';
import { servicesPart } from './services-part.ts';
import { stepPart, toneOf } from './step-part.ts';
import type { NumberedStep } from './step-part.ts';

/** A plan, and what is said of it on its page. */
export interface PlanPage {
  readonly planned: Pick<Planned, 'waves' | 'notices' | 'problems'>;
  /** What the cluster wants served. */
  readonly ports: readonly ServicePort[];
  /** The cloud in words. */
  readonly cloud: string;
  readonly cluster: string;
  /** What is not served or not done, and why, a sentence each. */
  readonly problems: readonly string[];
  /** What of the input was not taken as it stands, a line each. */
  readonly remarks: readonly string[];
  /** When the plan was made. */
  readonly madeAt: Date;
}

/** Nothing is loaded, no text becomes code, and the style is this one. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PLAN_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * A plan as one page that needs nothing but itself, and runs no script: what is not served and why, services before and after,
 * and the steps, wave by wave, with their reasons and what each changes.
 */
export function planPage({ planned, ports, cloud, cluster, problems, remarks, madeAt }: PlanPage): string {
  const { waves, notices } = planned;
  const numbered = numberedWaves(waves);
  const steps = numbered.flat();
  const byResource = Map.groupBy(steps, ({ step }) => step.resource);
  const title = cluster === '' ? 'What sync would change' : `What sync would change for cluster ${cluster}`;
  const left = new Set(planned.problems.flatMap((each) => (each instanceof RejectedPortError ? [each.nodePort] : [])));
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-security-policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="quiet">
            On ${cloud}. Planned at <time datetime="${madeAt.toISOString()}">${spokenTime(madeAt)}</time>; nothing is
            changed yet.
          </p>
          ${sumsPart(steps.map(({ step }) => step))}
        </header>
        <main>
          ${listPart('Not served or not done, and why', problems, 'card list problems')}
          <section aria-labelledby="services">
            <h2 id="services">Services before and after</h2>
            ${servicesPart(ports, steps, left)}
          </section>
          <section aria-labelledby="steps">
            <h2 id="steps">Steps and their reasons</h2>
            ${
              steps.length === 0
                ? html`<p class="quiet">
                    There is nothing to do${problems.length === 0 ? ': all is as desired' : ''}.
                  </p>`
                : numbered.map(
                    (wave, index) =>
                      html`<h3>Wave ${index + 1}${index === 0 ? '' : ', when the one before is done'}</h3>
                        ${wave.map((each) => stepPart(each, byResource))}`,
                  )
            }
          </section>
          ${listPart(
            'Left as it is',
            notices.map(({ about, message }) => `${about} ${message}`),
            'card list',
          )}
          ${listPart('Not taken as it stands', remarks, 'card list')}
        </main>
      </body>
    </html> `;
  return page.html;
}

// The policy names this very text, without a space around it.
const STYLE: Html = { html: `<style>${PLAN_STYLE}</style>` };

function numberedWaves(waves: readonly (readonly Step[])[]): readonly (readonly NumberedStep[])[] {
  let number = 0;
  return waves.map((wave) => wave.map((step) => ({ step, number: (number += 1) })));
}

const spokenTime = (time: Date): string => `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** In the order in which they are told. */
const VERBS: readonly (readonly [Step['verb'], string])[] = [
  ['create', 'to create'],
  ['update', 'to update'],
  ['setNamedPorts', 'to name ports in'],
  ['setSecurityPolicy', 'to guard anew'],
  ['addInstances', 'to add members to'],
  ['removeInstances', 'to take members from'],
  ['delete', 'to delete'],
  ['watch', 'to watch'],
];

function sumsPart(steps: readonly Step[]): Html {
  const byVerb = Map.groupBy(steps, ({ verb }) => verb);
  const sums = VERBS.flatMap(([verb, words]) => {
    const [first, ...others] = byVerb.get(verb) ?? [];
    return first === undefined ? [] : [html`<li class="${toneOf(first)}">${others.length + 1} ${words}</li>`];
  });
  return sums.length === 0
    ? html`<p><span class="verb good">nothing to do</span></p>`
    : html`<ul class="sums">
        ${sums}
      </ul>`;
}

const listPart = (title: string, lines: readonly string[], look: string): Html | undefined =>
  lines.length === 0
    ? undefined
    : html`<section>
        <h2>${title}</h2>
        <ul class="${look}">
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>
      </section>`;
