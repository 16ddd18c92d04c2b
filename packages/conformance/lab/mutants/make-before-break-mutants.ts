import type { SourceMutant } from './source-mutant.ts';

const CORE = 'packages/core/src';
const HERE = 'packages/conformance/src';

/** Mistakes by which a run takes away what serves before what replaces it does. */
export const MAKE_BEFORE_BREAK_MUTANTS: Readonly<Record<string, SourceMutant>> = {
  'members leave for nodes that could not be added': {
    file: `${CORE}/nodes/perform-members.ts`,
    from: 'const count = isAnyAdded && keepUntil === undefined ? (staying.get(group) ?? 0) : instances.length;',
    to: 'const count = 0;',
    tests: `${CORE}/nodes/make-before-break.test.ts`,
  },
  'a changed health check that nodes fail stays': {
    file: `${CORE}/trials/trials.ts`,
    from: 'if (loss !== undefined) return this.#end(step, groups, trial, loss);',
    to: '',
    tests: `${CORE}/trials/trials.test.ts`,
  },
  'a health check that others use too is changed': {
    file: `${CORE}/execute/perform-health-check.ts`,
    from: 'await checkUsers?.mustBeOwn(current);',
    to: '',
    tests: `${CORE}/execute/check-users.test.ts`,
  },
  'a health check that was put back is changed again by every run': {
    file: `${CORE}/plan/plan-check.ts`,
    from: 'if (refused === undefined || !isSameProbe(refused.settings, after)) return undefined;',
    to: 'return undefined;',
    tests: `${CORE}/trials/trials.test.ts`,
    named: 'not tried again',
  },
  'what died on trial is nobody’s concern': {
    file: `${CORE}/plan/plan-check.ts`,
    from: 'if (!isChanged && trial === undefined) return undefined;',
    to: 'if (!isChanged) return undefined;',
    tests: `${CORE}/trials/trials.test.ts`,
    named: 'a process that dies',
  },
  'members leave whose health nobody could read': {
    file: `${CORE}/nodes/staying-for-health.ts`,
    from: 'return { isServedBy: () => true, mayLeave: 0, reason };',
    to: 'return { isServedBy: () => false, mayLeave: 0, reason };',
    tests: `${CORE}/nodes/release-when-healthy.test.ts`,
  },
  'members leave for those of a zone that is silent': {
    file: `${CORE}/nodes/instance-group-pool.ts`,
    from: '(keep !== false || first !== undefined)',
    to: 'keep !== false',
    tests: `${HERE}/hostile-worlds.test.ts`,
    named: 'a zone that does not answer',
  },
  'nodes of a zone out of reach are taken for none': {
    file: `${CORE}/nodes/instance-group-pool.ts`,
    from: 'zones.toSorted(), outOfReach)',
    to: 'zones.toSorted(), [])',
    tests: `${CORE}/zones-out-of-reach.test.ts`,
  },
  'what serves in a zone out of reach goes for what does not': {
    file: `${CORE}/plan/plan.ts`,
    from: 'replacements.length > 0 && isLinkedTo(before, unreachable)',
    to: 'replacements.length < 0',
    tests: `${CORE}/zones-out-of-reach.test.ts`,
  },
  'what serves goes for what is to serve in a region out of reach': {
    file: `${CORE}/plan/plan-for-intent.ts`,
    from: 'all.filter((port) => !awaiting.includes(port)),',
    to: 'all,',
    tests: `${CORE}/regions-out-of-reach.test.ts`,
  },
  'a zone out of reach is passed over in silence': {
    file: `${CORE}/plan/plan-problems.ts`,
    from: '...unreachable.map((scope) => new UnreachableScopeError(scope)),',
    to: '',
    tests: `${CORE}/zones-out-of-reach.test.ts`,
  },
  'one instance that is refused keeps the others out': {
    file: `${CORE}/nodes/send-to-willing.ts`,
    from: 'if (named.size > 0) {',
    to: 'if (named.size < 0) {',
    tests: `${HERE}/hostile-worlds.test.ts`,
    named: 'keeps nobody else out',
  },
  'a health check that cannot be changed keeps all else from its port': {
    file: `${CORE}/execute/without-failed.ts`,
    from: 'before && withPresentCheck(spec, before) : spec',
    to: 'undefined : spec',
    tests: `${CORE}/execute/check-users.test.ts`,
  },
  'a port speaks what its health check does not ask': {
    file: `${CORE}/execute/without-failed.ts`,
    from: '    healthCheck,\n    protocol,\n',
    to: '    healthCheck,\n',
    tests: `${CORE}/execute/check-users.test.ts`,
  },
  'a zone that fails keeps a port from being served': {
    file: `${CORE}/execute/execute-pool-plan.ts`,
    from: 'without: withoutFailed,',
    to: '',
    tests: `${HERE}/hostile-worlds.test.ts`,
    named: 'a zone that does not answer',
  },
};
