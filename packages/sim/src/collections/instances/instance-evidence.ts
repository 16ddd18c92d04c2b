import type { Evidence } from '../evidence.ts';
import type { WireTypesOf } from '../../wire/wire.ts';

/** What is not checked of the addresses that are asked for. */
const UNKNOWN_NAT_IP = 'natIP: an external address that nothing here has is taken as if it were reserved';

/** How the effects of the methods of instances are known. */
export const instanceEvidence: Evidence<keyof WireTypesOf<'instances'>['bodies']> = {
  documented: {
    addAccessConfig: {
      describedAt: 'instances.addAccessConfig',
      sentence: "Adds an access config to an instance's network interface.",
    },
    addNetworkInterface: [
      { describedAt: 'instances.addNetworkInterface', sentence: 'Adds one dynamic network interface to an active' },
      { describedAt: 'NetworkInterface.vlan', sentence: 'VLAN tag of a dynamic network interface' },
    ],
    deleteNetworkInterface: {
      describedAt: 'instances.deleteNetworkInterface',
      sentence: 'Deletes one dynamic network interface from an active instance.',
    },
    getPartnerMetadata: {
      version: 'beta',
      describedAt: 'instances.getPartnerMetadata',
      sentence: 'Gets partner metadata of the specified instance and namespaces.',
    },
    patchPartnerMetadata: {
      version: 'beta',
      describedAt: 'instances.patchPartnerMetadata',
      sentence: 'Patches partner metadata of the specified instance.',
    },
    performMaintenance: {
      describedAt: 'instances.performMaintenance',
      sentence: 'Perform a manual maintenance on the instance.',
    },
    reportHostAsFaulty: [
      {
        describedAt: 'instances.reportHostAsFaulty',
        sentence: 'Mark the host as faulty and try to restart the instance on a new host.',
      },
      {
        describedAt: 'InstancesReportHostAsFaultyRequest.disruptionSchedule',
        sentence: 'Required field, only allows IMMEDIATE.',
      },
    ],
    setName: [
      { describedAt: 'instances.setName', sentence: 'Sets name of an instance.' },
      {
        describedAt: 'InstancesSetNameRequest.currentName',
        sentence: 'The current name of this resource, used to prevent conflicts.',
      },
    ],
    setSecurityPolicy: [
      {
        describedAt: 'instances.setSecurityPolicy',
        sentence: 'Sets the Google Cloud Armor security policy for the specified instance.',
      },
      {
        describedAt: 'InstancesSetSecurityPolicyRequest.networkInterfaces',
        sentence: 'You can only set a security policy for network interfaces with an access config.',
      },
    ],
    setShieldedVmIntegrityPolicy: {
      version: 'beta',
      describedAt: 'instances.setShieldedVmIntegrityPolicy',
      sentence: 'Sets the Shielded VM integrity policy for a VM instance.',
    },
    updateShieldedVmConfig: {
      version: 'beta',
      describedAt: 'instances.updateShieldedVmConfig',
      sentence: 'You can only use this method on a stopped VM instance.',
    },
    addResourcePolicies: {
      describedAt: 'instances.addResourcePolicies',
      sentence: 'Adds existing resource policies to an instance.',
    },
    attachDisk: [
      {
        describedAt: 'instances.attachDisk',
        sentence: 'You must first create the disk before you can attach it.',
      },
      {
        describedAt: 'AttachedDisk.mode',
        sentence: 'Multiple virtual machines can use a disk in read-only mode at a time.',
      },
    ],
    bulkInsert: [
      { describedAt: 'instances.bulkInsert', sentence: 'Count specifies the number of instances to create.' },
      {
        describedAt: 'BulkInsertInstanceResource.namePattern',
        sentence: 'then the generated instance numbers start after the biggest existing number.',
      },
      {
        describedAt: 'BulkInsertInstanceResource.sourceInstanceTemplate',
        sentence: 'Bulk API follows the semantics of JSON Merge Patch described by RFC',
      },
    ],
    deleteAccessConfig: {
      describedAt: 'instances.deleteAccessConfig',
      sentence: "Deletes an access config from an instance's network interface.",
    },
    detachDisk: { describedAt: 'instances.detachDisk', sentence: 'Detaches a disk from an instance.' },
    getEffectiveFirewalls: {
      describedAt: 'instances.getEffectiveFirewalls',
      sentence: 'Returns effective firewalls applied to an interface of the instance.',
    },
    listReferrers: {
      describedAt: 'instances.listReferrers',
      sentence: 'the referrers list includes the instance group',
    },
    removeResourcePolicies: {
      describedAt: 'instances.removeResourcePolicies',
      sentence: 'Removes resource policies from an instance.',
    },
    resume: { describedAt: 'instances.resume', sentence: 'Resumes an instance that was suspended' },
    simulateMaintenanceEvent: [
      {
        describedAt: 'instances.simulateMaintenanceEvent',
        sentence: 'Simulates a host maintenance event on a VM.',
      },
      {
        describedAt: 'Scheduling.onHostMaintenance',
        sentence: 'Tells Compute Engine to terminate and (optionally) restart the instance',
      },
    ],
    setDeletionProtection: {
      describedAt: 'instances.setDeletionProtection',
      sentence: 'Sets deletion protection on the instance.',
    },
    setDiskAutoDelete: {
      describedAt: 'instances.setDiskAutoDelete',
      sentence: 'Sets the auto-delete flag for a disk attached to an instance.',
    },
    setMachineResources: {
      describedAt: 'instances.setMachineResources',
      sentence: 'Changes the number and/or type of accelerator for a stopped instance',
    },
    setMetadata: [
      {
        describedAt: 'instances.setMetadata',
        sentence: 'Sets metadata for the specified instance to the data included in the request.',
      },
      {
        describedAt: 'Metadata.fingerprint',
        sentence: 'You must always provide an up-to-date fingerprint hash in order to update or change metadata',
      },
    ],
    setMinCpuPlatform: {
      describedAt: 'instances.setMinCpuPlatform',
      sentence: 'This method can only be called on a stopped instance.',
    },
    setScheduling: { describedAt: 'instances.setScheduling', sentence: "Sets an instance's scheduling options." },
    setShieldedInstanceIntegrityPolicy: {
      describedAt: 'instances.setShieldedInstanceIntegrityPolicy',
      sentence: 'Sets the Shielded Instance integrity policy for an instance.',
    },
    setTags: [
      {
        describedAt: 'instances.setTags',
        sentence: 'Sets network tags for the specified instance to the data included in the request.',
      },
      {
        describedAt: 'Tags.fingerprint',
        sentence: 'You must always provide an up-to-date fingerprint hash in order to update or change tags.',
      },
    ],
    startWithEncryptionKey: [
      { describedAt: 'instances.startWithEncryptionKey', sentence: 'Starts an instance that was stopped' },
      {
        describedAt: 'InstancesStartWithEncryptionKeyRequest.disks',
        sentence: 'the disk url and its corresponding key must be provided.',
      },
    ],
    suspend: { describedAt: 'instances.suspend', sentence: 'This method suspends a running instance' },
    updateAccessConfig: {
      describedAt: 'instances.updateAccessConfig',
      sentence: "Updates the specified access config from an instance's network interface",
    },
    updateDisplayDevice: {
      describedAt: 'instances.updateDisplayDevice',
      sentence: 'You can only use this method on a stopped VM instance.',
    },
    updateNetworkInterface: [
      {
        describedAt: 'instances.updateNetworkInterface',
        sentence:
          "Updates an instance's network interface. This method can only update an\ninterface's alias IP range and attached network.",
      },
      {
        describedAt: 'NetworkInterface.fingerprint',
        sentence: 'An up-to-date fingerprint must be provided in order to update theNetworkInterface.',
      },
    ],
    updateShieldedInstanceConfig: {
      describedAt: 'instances.updateShieldedInstanceConfig',
      sentence: 'You can only use this method on a stopped instance.',
    },
  },
  assumed: {
    getGuestAttributes: 'Nothing runs in an instance here: there is what a test says that it has published, else 404.',
    getScreenshot: 'Nothing runs in an instance here, so nothing is on its display.',
    getShieldedInstanceIdentity: 'There is no vTPM here, so the answer holds no keys.',
    getShieldedVmIdentity: 'There is no vTPM here, so the answer holds no keys.',
    getVmExtensionState: 'Nothing runs in an instance here that would install extensions: 404.',
    listVmExtensionStates: 'Nothing runs in an instance here that would install extensions.',
    sendDiagnosticInterrupt: 'Nothing runs in an instance here that would take it.',
    getSerialPortOutput: 'Nothing runs in an instance here: there is what a test says that it has printed.',
    reset: 'Nothing that an instance shows changes when it is reset.',
    update: 'Disks and network interfaces stay as they are: they have methods of their own.',
  },
  lacking: {
    performMaintenance: 'no maintenance is ever due: it is performed whenever it is asked for',
    setName: 'an instance that others name, such as a group, keeps its name: 400',
    addAccessConfig: UNKNOWN_NAT_IP,
    insert: `${UNKNOWN_NAT_IP}; aliasIpRanges: later interfaces may get an address out of one of the primary range`,
    bulkInsert: 'instanceFlexibilityPolicy: machines are of the type that the properties name',
    setScheduling: 'instances that run take it as well',
    setShieldedInstanceIntegrityPolicy: 'instances that do not run take it as well',
    update: 'nothing is restarted: what needs it is changed while the instance runs',
  },
};
