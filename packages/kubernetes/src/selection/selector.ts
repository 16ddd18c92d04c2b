/** What a service port is chosen by. */
export interface SelectableFields {
  readonly labels: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
  /** By path, as `kubectl --field-selector` names them; absent where the object lacks the field. */
  readonly fields: Readonly<Record<SelectableField, string | undefined>>;
}

/** The fields that can be selected by. */
export const SELECTABLE_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'spec.type',
  'spec.loadBalancerClass',
  'spec.ports.name',
  'spec.ports.port',
  'spec.ports.nodePort',
  'spec.ports.appProtocol',
] as const;

export type SelectableField = (typeof SELECTABLE_FIELDS)[number];

/** A selector as it was written, and what it asks for: all of it. */
export interface Selector {
  readonly text: string;
  readonly requirements: readonly Requirement[];
}

interface Requirement {
  readonly key: string;
  readonly isWanted: boolean;
  /** Absent: the key itself is asked for. */
  readonly values?: readonly string[];
}

const term =
  /^\s*(?:(?<not>!)\s*(?<lacked>[^\s!=<>,()]+)|(?<key>[^\s!=<>,()]+)(?:\s*(?<op>==|=|!=)\s*(?<value>(?:[^\s,()\\]|\\.)*)|\s+(?<set>in|notin)\s*\((?<values>[^()]*)\))?)\s*(?:,|$)/;

/**
 * Parses a selector in kubectl's grammar for labels: `app=web,tier!=db,env in (a,b),!canary`. Keys that begin with `metadata.` or
 * `spec.` are fields, and `metadata.annotations.KEY` an annotation.
 *
 * @throws Error that says what is wrong, where it is no selector.
 */
export function parseSelector(text: string): Selector {
  const requirements: Requirement[] = [];
  for (let rest: string | undefined = text; rest !== undefined;) {
    const match = term.exec(rest);
    if (match?.groups === undefined) {
      throw new Error(
        `${JSON.stringify(rest.trim())} is no selector; write it as for kubectl, such as app=web,env in (a,b),!canary`,
      );
    }
    requirements.push(requirementOf(match.groups));
    rest = match[0].endsWith(',') ? rest.slice(match[0].length) : undefined;
  }
  return { text, requirements };
}

function requirementOf(groups: Readonly<Record<string, string | undefined>>): Requirement {
  const { not, lacked, op, value, set, values } = groups;
  const key = checkedKey(lacked ?? groups['key'] ?? '');
  if (not !== undefined) return { key, isWanted: false };
  if (op !== undefined) return { key, isWanted: op !== '!=', values: [unescaped(value ?? '')] };
  if (set !== undefined) {
    return { key, isWanted: set === 'in', values: (values ?? '').split(',').map((one) => unescaped(one.trim())) };
  }
  return { key, isWanted: true };
}

/** As in field selectors of kubectl: a backslash takes the meaning from what follows. */
const unescaped = (value: string): string => value.replaceAll(/\\(.)/g, '$1');

function checkedKey(key: string): string {
  const isField = /^(?:metadata|spec)\./.test(key);
  if (!isField || isSelectableField(key) || /^metadata\.(?:labels|annotations)\../.test(key)) return key;
  throw new Error(
    `${key} is no field that services are selected by; these are ${SELECTABLE_FIELDS.join(', ')}, metadata.labels.KEY and metadata.annotations.KEY`,
  );
}

const isSelectableField = (key: string): key is SelectableField => SELECTABLE_FIELDS.some((field) => field === key);

/** True where a service port is all that the selector asks for. As in kubectl, `!=` and `notin` hold where the key is absent. */
export const matches = ({ requirements }: Selector, port: SelectableFields): boolean =>
  requirements.every(({ key, isWanted, values }) => {
    const value = valueOf(key, port);
    const holds = value !== undefined && (values === undefined || values.includes(value));
    return holds === isWanted;
  });

function valueOf(key: string, { labels, annotations, fields }: SelectableFields): string | undefined {
  if (isSelectableField(key)) return fields[key];
  const [, part, name] = /^metadata\.(labels|annotations)\.(.+)$/.exec(key) ?? [];
  const value = (part === 'annotations' ? annotations : labels)[name ?? key];
  return typeof value === 'string' ? value : undefined;
}
