import { lastSegment, pathOf } from '@gcepool/core/internal';
import { chooseCloud, describeCloud } from '../cloud/choose-cloud.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import { table } from '../output/table.ts';
import { listOwnBackends, serviceLabel } from '../pool/own-backends.ts';
import type { OwnBackend } from '../pool/own-backends.ts';
import type { StandingPoolOptions } from '../pool/pool-options.ts';
import { openPool } from '../pool/pool-session.ts';

/** Lists the backends of the cluster; those of others are not shown. */
export async function list(options: StandingPoolOptions): Promise<CommandResult> {
  const choice = chooseCloud(options, 'list');
  return withCloud(choice, async (open) => {
    const session = openPool(open, options);
    const backends = await listOwnBackends(session);
    return {
      document: {
        command: 'list',
        cloud: choice,
        cluster: options.cluster,
        backends: backends.map((backend) => backendDocument(backend)),
        apiCalls: session.apiCalls(),
      },
      lines: (style) => [
        `on ${describeCloud(choice)}`,
        ...(backends.length === 0
          ? ['no backends of this cluster']
          : table([
              ['NODEPORT', 'SERVICE', 'PROTOCOL', 'BACKEND SERVICE', 'ZONES'].map((title) => style.dim(title)),
              ...backends.map((backend) => backendRow(backend)),
            ])),
      ],
    };
  });
}

function backendDocument({ nodePort, name, service, backendService }: OwnBackend): object {
  const { protocol, healthChecks = [], backends = [] } = backendService;
  return {
    nodePort,
    name,
    protocol,
    ...(service && { service: service.name, servicePort: service.port }),
    healthChecks: healthChecks.map((link) => pathOf(link)),
    groups: backends.map(({ group = '', balancingMode }) => ({ group: pathOf(group), balancingMode })),
  };
}

function backendRow(backend: OwnBackend): string[] {
  const { nodePort, name, backendService } = backend;
  const zones = (backendService.backends ?? []).map(
    ({ group = '' }) => /\/zones\/([^/]+)\//.exec(group)?.[1] ?? lastSegment(group),
  );
  return [String(nodePort), serviceLabel(backend), backendService.protocol ?? '-', name, zones.join(', ') || '-'];
}
