/** A difference from recorded answers that is known and left, by collection and field. */
export interface KnownMiss {
  readonly collections: readonly string[];
  /** Paths of the fields as the replay names them; a run of digits stands for any. */
  readonly fields: readonly string[];
  readonly reason: string;
}

/** Whether a known miss explains a difference. */
export const explains = (miss: KnownMiss, collection: string, field: string): boolean =>
  miss.collections.includes(collection) && miss.fields.some((known) => generic(known) === generic(field));

const generic = (path: string): string => path.replaceAll(/\d+/g, '0');

/** Every difference that is left, with the reason why. */
export const knownMisses: readonly KnownMiss[] = [
  {
    collections: ['addresses', 'forwardingRules', 'disks'],
    fields: ['.labels', '.sizeGb', '.sourceImage', '.description'],
    reason:
      'The recordings give one name to all resources of a collection. Where a test has two, their answers cannot be ' +
      'told apart in the log and come in the other order there.',
  },
  {
    collections: ['instances'],
    fields: ['.lastStopTimestamp'],
    reason:
      'The recording of packet mirroring gives one name to two instances, one of them stopped; the log swaps them, as above.',
  },
  {
    collections: ['instances', 'zoneOperations'],
    fields: [
      '.resourceStatus.effectiveInstanceMetadata',
      '.resourceStatus.effectiveInstanceMetadata.vmDnsSettingMetadataValue',
      '.warnings',
    ],
    reason:
      'A setting of the project that the log does not show: projects recorded at different times have GlobalDefault, ' +
      'ZonalOnly or nothing. An empty project here has ZonalOnly; the metadata key VmDnsSetting changes it.',
  },
  {
    collections: ['reservations'],
    fields: ['.shareSettings.projectMap.${projectNumber}', '.shareSettings.projectMap.0'],
    reason:
      'The key of the map is a project number, which the recordings replace by a placeholder no answer can match.',
  },
  {
    collections: ['futureReservations'],
    fields: ['.status.existingMatchingUsageInfo'],
    reason:
      'It appears when a job of the service has run, at no fixed time after the creation. Here it is there 30 seconds ' +
      'of virtual time after it.',
  },
  {
    collections: ['subnetworks', 'networks'],
    fields: ['.privateIpGoogleAccess', '.secondaryIpRanges', '.subnetworks[0]'],
    reason: 'GKE changed the network through its own API, between two requests of the log.',
  },
  {
    collections: ['networks'],
    fields: ['.peerings[].stateDetails'],
    reason: 'The text holds the time of the recording.',
  },
  {
    collections: ['packetMirrorings'],
    fields: [
      '.network.canonicalUrl',
      '.collectorIlb.canonicalUrl',
      '.mirroredResources.instances[].canonicalUrl',
      '.mirroredResources.subnetworks[].canonicalUrl',
    ],
    reason: 'These links hold numeric ids, which the recordings do not keep.',
  },
  {
    collections: ['firewallPolicies'],
    fields: ['.id'],
    reason:
      'The name of a firewall policy is its numeric id. The replay takes the id for the name it was told, and then ' +
      'expects digits.',
  },
  {
    collections: ['instanceTemplates', 'globalOperations'],
    fields: [
      '.properties.disks[].deviceName',
      '.properties.networkInterfaces[].accessConfigs[].networkTier',
      '.properties.networkInterfaces[].network',
      '.properties.scheduling.provisioningModel',
      '.operationType',
    ],
    reason:
      'One recording of instance templates is of a mock, by its content: it asks for one Debian release and is answered ' +
      'with another. All the others contradict it.',
  },
  {
    collections: ['backendServices', 'backendBuckets'],
    fields: ['.usedBy'],
    reason:
      'The real deletion of the URL map that used them was still running when they were read. Here the first read after ' +
      'a mutation finds it done; with `clock: manual` it does not.',
  },
  {
    collections: ['addresses'],
    fields: ['.id'],
    reason: 'The id of a list is its path; the recordings replaced it, with the ids of resources, by digits.',
  },
];
