import { MAKE_BEFORE_BREAK_MUTANTS } from './make-before-break-mutants.ts';
import type { SourceMutant } from './source-mutant.ts';

const CORE = 'packages/core/src';
const KUBERNETES = 'packages/kubernetes/src';
const CLI = 'apps/cli/src';
const HERE = 'packages/conformance/src';

/**
 * Mistakes that no broken cloud stands for, because they are in what the pool and the command make of their input, of time, and of
 * what others say: by what they would do, for each kind of harm.
 */
export const SOURCE_MUTANTS: Readonly<Record<string, Readonly<Record<string, SourceMutant>>>> = {
  'make before break': MAKE_BEFORE_BREAK_MUTANTS,
  'which nodes': {
    'cordoned nodes leave': {
      file: `${KUBERNETES}/nodes/node-exclusion.ts`,
      from: "if (label('operation.gke.io/type') === 'drain')",
      to: "if (at(node, 'spec', 'unschedulable') === true) return 'is cordoned';\n  if (label('operation.gke.io/type') === 'drain')",
      tests: `${KUBERNETES}/nodes/nodes.test.ts`,
    },
    'nodes join that are not Ready': {
      file: `${KUBERNETES}/nodes/node-exclusion.ts`,
      from: "if (status('Ready') !== 'True') return 'is not Ready';",
      to: '',
      tests: `${KUBERNETES}/nodes/nodes.test.ts`,
    },
  },
  'two load-balanced groups': {
    'a node of another balanced group is tried': {
      file: `${CORE}/nodes/members-elsewhere.ts`,
      from: "if (collection !== 'instanceGroups' || own.has(path) || !zones.has(zone)) return;",
      to: 'return;',
      tests: `${CORE}/nodes/balanced-elsewhere.test.ts`,
    },
  },
  intent: {
    'network endpoint groups that are asked for are passed over in silence': {
      file: `${KUBERNETES}/services/intent-notes.ts`,
      from: '...negNotes(service),',
      to: '',
      tests: `${KUBERNETES}/services/service-ports.test.ts`,
    },
    'settings stay that nobody asks for any more, in silence': {
      file: `${CORE}/plan/plan.ts`,
      from: 'taken.length > 0 ? taken : unaskedNotices(service, existing)',
      to: 'taken',
      tests: `${CORE}/plan/unasked-notices.test.ts`,
    },
    'selectors choose everything': {
      file: `${KUBERNETES}/selection/is-chosen.ts`,
      from: 'if (selectors.length === 0) return true;',
      to: 'return true;',
      tests: `${KUBERNETES}/services/service-ports.test.ts`,
    },
  },
  'readiness probes': {
    'health checks ask as often as the kubelet': {
      file: `${CORE}/ports/readiness-probe.ts`,
      from: '(probe.periodSeconds ?? 10) + ADDED_SECONDS',
      to: '(probe.periodSeconds ?? 10)',
      tests: `${CORE}/health/new-health-check.test.ts`,
    },
    'the path of the probe is forgotten': {
      file: `${KUBERNETES}/services/readiness-probe.ts`,
      from: "const path = textAt(probe, 'httpGet', 'path') ?? '/';",
      to: "const path = '/';",
      tests: `${KUBERNETES}/services/readiness-probe.test.ts`,
    },
  },
  owners: {
    'what Kubernetes’ controllers described is adopted': {
      file: `${CORE}/names/ownership.ts`,
      from: "if (writer !== undefined && adopt !== 'kubernetes') {",
      to: 'if (false) {',
      tests: `${HERE}/pool-owners.test.ts`,
      named: 'is another owner’s',
    },
    'the members of another cluster’s group leave it': {
      file: `${CORE}/nodes/own-groups.ts`,
      from: 'return why === undefined ? [] :',
      to: 'return why !== null ? [] :',
      tests: `${HERE}/pool-reports.test.ts`,
      named: 'names collide',
    },
    'a rival is never noticed': {
      file: `${CORE}/plan/rivalry.ts`,
      from: 'if (times.length < MOST_TIMES) continue;',
      to: 'continue;',
      tests: `${HERE}/pool-owners.test.ts`,
      named: 'two that undo each other’s work',
    },
    'somebody is named who undid nothing': {
      file: `${CORE}/plan/undoer.ts`,
      from: ".filter(({ operationType = '' }) => methodOf(operationType) === undoneBy)",
      to: '',
      tests: `${HERE}/pool-owners.test.ts`,
      named: 'name the account',
    },
    'a hand is taken for a rival': {
      file: `${CORE}/plan/rivalry.ts`,
      from: 'const WINDOW_MS = 2 * 3_600_000;',
      to: 'const WINDOW_MS = Infinity;',
      tests: `${HERE}/pool-owners.test.ts`,
      named: 'once a day',
    },
  },
  guards: {
    'any number of ports goes': {
      file: `${CORE}/plan/plan-for-intent.ts`,
      from: "const capped = capOn('ports', lost.length, inCloud.length, input, options);",
      to: 'const capped = undefined;',
      tests: `${CORE}/removal-safety.test.ts`,
    },
    'any number of nodes goes': {
      file: `${CORE}/nodes/capped-members.ts`,
      from: 'if (capped === undefined) return { planned };',
      to: 'return { planned };',
      tests: `${CLI}/removal-cap.test.ts`,
      named: 'nine of ten nodes',
    },
    'any number of zones goes': {
      file: `${CORE}/plan/plan-for-intent.ts`,
      from: "const capped = capOn('zones', zones.length, groups.length, input, options);",
      to: 'const capped = undefined;',
      tests: `${CORE}/removal-safety.test.ts`,
    },
    'named ports go that a backend service asks for': {
      file: `${CORE}/plan/plan.ts`,
      from: 'planPruning(deletedPorts, remainingGroups, remainingServices)',
      to: 'planPruning(deletedPorts, remainingGroups, [])',
      tests: `${CORE}/replaced-before-removed.test.ts`,
    },
    'shutdown asks nobody': {
      file: `${CORE}/plan/plan-for-intent.ts`,
      from: "if (intent.remove === undefined || intent.verb === 'delete') return",
      to: "if (intent.remove === undefined || intent.verb === 'delete' || intent.verb === 'shutdown') return",
      tests: `${CLI}/removal-cap.test.ts`,
      named: 'shutdown',
    },
    'half goes, and half of the rest a minute later': {
      file: `${CORE}/plan/recent-removals.ts`,
      from: 'const WINDOW_MS = 3_600_000;',
      to: 'const WINDOW_MS = 0;',
      tests: `${CORE}/removal-safety.test.ts`,
    },
  },
  'failing for longer than seconds': {
    'a quota of calls that is used up for a minute ends a run': {
      file: `${CORE}/calls/patience.ts`,
      from: 'export const PATIENCE_MS = 150_000;',
      to: 'export const PATIENCE_MS = 15_000;',
      tests: `${HERE}/pool-storms.test.ts`,
      named: 'for a minute',
    },
    'the server’s Retry-After is not heard': {
      file: `${CORE}/calls/retry-advice.ts`,
      from: "return typeof ms === 'number' && ms >= 0 ? ms : undefined;",
      to: 'return ms === ms ? undefined : undefined;',
      tests: `${CORE}/calls/caller.test.ts`,
    },
    'what one run waited counts for the next': {
      file: `${CORE}/calls/caller.ts`,
      from: 'for (const { patience } of Object.values(this.#lanes)) patience.renew();',
      to: '',
      tests: `${CORE}/calls/caller.test.ts`,
      named: 'a later one begins anew',
    },
  },
  'what is said': {
    'what is in use is counted as a change made': {
      file: `${CLI}/output/outcome-sum.ts`,
      from: "made: count('done', 'adopted'),",
      to: "made: count('done', 'adopted', 'inUse', 'absent'),",
      tests: `${CLI}/run-command-changes.test.ts`,
      named: 'what is in use is no change made',
    },
    'an interrupted run begins more steps': {
      file: `${CORE}/execute/execute.ts`,
      from: 'return stop?.aborted ? {',
      to: 'return stop === null ? {',
      tests: `${CORE}/graceful-stop.test.ts`,
    },
  },
  input: {
    'a bad item whose ports are not known deletes them': {
      file: `${KUBERNETES}/remarks/refused-item.ts`,
      from: 'hold: services.some(({ nodePorts }) => nodePorts === undefined),',
      to: 'hold: false,',
      tests: `${CLI}/run-command-input.test.ts`,
      named: 'a bad item',
    },
    'a bad item whose ports are known deletes them': {
      file: `${KUBERNETES}/remarks/refused-item.ts`,
      from: 'keep: services.flatMap(({ nodePorts = [] }) => nodePorts),',
      to: 'keep: [],',
      tests: `${CLI}/run-command-input.test.ts`,
      named: 'a bad item',
    },
    'a bad item that may be a node takes nodes out of their groups': {
      file: `${KUBERNETES}/remarks/refused-item.ts`,
      from: 'keepsMembers: services.length < refused.length,',
      to: 'keepsMembers: false,',
      tests: `${CLI}/run-command-input.test.ts`,
    },
  },
  operations: {
    'a plan is applied to a cloud that has changed since': {
      file: `${CORE}/backends.ts`,
      from: 'if (conflicts.length > 0 && !replan) throw new PlanOutdatedError(conflicts);',
      to: '',
      tests: `${CORE}/plan-apply.test.ts`,
    },
    'plan --exit-code tells no changes from some': {
      file: `${CLI}/commands/plan.ts`,
      from: 'exitCode === true && planned.waves.length > 0',
      to: 'exitCode === true && planned.waves.length < 0',
      tests: `${CLI}/apply.test.ts`,
      named: 'exit-code',
    },
  },
  'beside ingress-gce': {
    'new backend services log every request': {
      file: `${CORE}/plan/plan-backend-service.ts`,
      from: 'healthChecks: [spec.healthCheck],',
      to: 'healthChecks: [spec.healthCheck], logConfig: { enable: true, sampleRate: 1 },',
      tests: `${CLI}/run-command-input.test.ts`,
      named: 'but for the marks and logConfig',
    },
    'logs that are off are given a rate': {
      file: `${KUBERNETES}/backend-configs/backend-config-settings.ts`,
      from: '...(enable && sampleRate !== undefined && { sampleRate })',
      to: '...(sampleRate !== undefined && { sampleRate })',
      tests: `${KUBERNETES}/services/backend-config.test.ts`,
      named: 'EnsureLogging',
    },
    'new health checks ask more often': {
      file: `${CORE}/health/new-health-check.ts`,
      from: 'const DEFAULT_TIMING = { checkIntervalSec: 60, timeoutSec: 60 };',
      to: 'const DEFAULT_TIMING = { checkIntervalSec: 5, timeoutSec: 5 };',
      tests: `${CORE}/health/new-health-check.test.ts`,
    },
  },
};
