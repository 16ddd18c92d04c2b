import type { FaultRule } from '@gcepool/sim';

/** What can be chosen to go wrong; rules of any other form can be sent to `POST /_sim/faults`. */
export const FAULTS = [
  '503',
  '429',
  '403',
  'reset',
  'answerLost',
  'duplicate',
  'operationNeverEnds',
  'slow by 2 s',
] as const;

/** What the form says. */
export interface FaultForm {
  readonly method: string;
  readonly fault: (typeof FAULTS)[number];
  /** Empty for always. */
  readonly times: string;
}

/** The rule that a form stands for. */
export function faultOf({ method, fault, times }: FaultForm): FaultRule {
  const rule = {
    ...(method.trim() === '' ? {} : { method: method.trim() }),
    ...(times.trim() === '' ? {} : { times: Number(times) }),
  };
  switch (fault) {
    case '503':
    case '429':
    case '403':
      return { ...rule, fault: { error: { code: Number(fault) } } };
    case 'slow by 2 s':
      return { ...rule, fault: { latencyMs: 2_000 } };
    case 'reset':
    case 'answerLost':
    case 'duplicate':
    case 'operationNeverEnds':
      return { ...rule, fault };
  }
}
