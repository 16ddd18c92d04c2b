import { refusedSentence, remarkSentence, servicePortsAmong } from '@gcepool/kubernetes';
import type { KubernetesObject, Selector, ServicePorts } from '@gcepool/kubernetes';
import { usageFailure } from '../failure.ts';
import { parseObjects } from './objects.ts';
import type { Source } from './read-source.ts';

/** What the sources hold. */
export interface ParsedServicePorts extends ServicePorts {
  /** All that lies beside them as well, such as nodes. */
  readonly objects: readonly KubernetesObject[];
}

/** Every service port with a nodePort that one of the selectors chooses; finding none is refused. */
export function parseServicePorts(sources: readonly Source[], selectors: readonly Selector[] = []): ParsedServicePorts {
  const parsed = sources.map((source) => parseObjects(source));
  const objects = parsed.flatMap((each) => each.objects);
  const { ports, remarks, refused: ofServices } = servicePortsAmong(objects, selectors);
  const refused = [...parsed.flatMap(({ bad }) => bad), ...ofServices];
  requireServicePorts(
    { ports, remarks, refused },
    sources.map(({ name }) => name).join(', '),
    'give services of type NodePort or LoadBalancer with their ports assigned, ' +
      'such as the output of `kubectl get services -A -o json`',
  );
  return { ports, remarks, refused, objects };
}

/** Refuses to take nothing for what a cluster wants: all that it has would be deleted. @throws Failure */
export function requireServicePorts({ ports, remarks, refused }: ServicePorts, where: string, wayOut: string): void {
  if (ports.length > 0) return;
  const reasons = [remarkSentence(remarks), ...refused.map((item) => refusedSentence(item))].filter(
    (text) => text !== '',
  );
  throw usageFailure(
    `${where}: no service with a nodePort${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}; ${wayOut}`,
  );
}
