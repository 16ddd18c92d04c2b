/** What every cloud must do, in a sentence for each law. */
export const CLOUD_LAWS = {
  'absent-is-404': 'Reading, changing or deleting what is not there is refused with 404.',
  'present-is-409': 'Creating what is there already is refused with 409.',
  'stale-is-412': 'A change that carries a fingerprint other than the current one is refused with 412.',
  'bad-name-is-400': 'A name that is no name is refused with 400.',
  'dangling-is-refused': 'A link to what is not there is refused, with 400 or 404.',
  'in-use-stays': 'Deleting what another resource links to is refused with 400, and it stays.',
  'refused-changes-nothing': 'After a call that was refused, everything reads byte for byte as before.',
  'reads-as-written': 'What was put into a resource is read from it, and reading changes nothing.',
  'replacement-resets': 'What a replacement leaves out has its default again.',
  'only-this-changes': 'A change of one resource changes no other.',
  'fingerprint-follows-content': 'New content has a new fingerprint.',
  'deleted-is-gone': 'What was deleted is absent.',
  'list-agrees-with-get': 'A list has every resource once, of all pages, as get reads it, and nothing else.',
  'filter-loses-nothing': 'A filtered list has everything that the filter lets through.',
  'one-writer-wins':
    'Of two writers who read the same, the second to write is refused, and the work of the first stays.',
  'once-per-request-id': 'A change is carried out once, however often it is asked for under one request id.',
  'members-are-a-set': 'A group lists the instances that were added and not removed, each once.',
  'endpoints-are-a-set': 'An endpoint group lists the endpoints that were attached and not detached, each once.',
  'health-is-of-members': 'The health of a group is that of its members; of a group that is no backend there is none.',
  'refusals-tell': 'A refusal is an Error with its HTTP status as code and, where it has a reason, GCE’s own.',
} as const;

/** Name of a law for clouds. */
export type CloudLaw = keyof typeof CLOUD_LAWS;
