import { invalid } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';
import { checkLabelName } from '../label-name.ts';

/** What has named ports: a group, and whoever gives some to one. */
interface WithNamedPorts {
  readonly namedPorts?: readonly Resource<'NamedPort'>[] | null | undefined;
}

/** @throws Refusal for named ports that a group cannot have (documented) */
export function checkNamedPorts({ namedPorts }: WithNamedPorts): void {
  for (const [index, { name, port }] of (namedPorts ?? []).entries()) {
    const field = `resource.namedPorts[${index}]`;
    checkLabelName(name, `${field}.name`);
    if (port === undefined || port < 1 || port > 65_535) {
      throw invalid(`${field}.port`, port, 'Must be between 1 and 65535.');
    }
  }
}
