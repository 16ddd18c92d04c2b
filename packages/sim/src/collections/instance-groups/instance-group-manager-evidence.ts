import type { Evidence } from '../evidence.ts';
import type { WireTypesOf } from '../../wire/wire.ts';

/** How the effects of the methods of instance group managers are known. */
export const managerEvidence: Evidence<
  keyof WireTypesOf<'instanceGroupManagers' | 'regionInstanceGroupManagers'>['bodies']
> = {
  documented: {
    abandonInstances: {
      describedAt: 'instanceGroupManagers.abandonInstances',
      sentence: 'Abandoning an instance does not delete the instance',
    },
    applyUpdatesToInstances: [
      {
        describedAt: 'instanceGroupManagers.applyUpdatesToInstances',
        sentence: 'Applies changes to selected instances on the managed instance group.',
      },
      {
        describedAt: 'InstanceGroupManagersApplyUpdatesRequest.minimalAction',
        sentence: 'REPLACE: At minimum, delete the instance and create it again.',
      },
      {
        describedAt: 'InstanceGroupManagersApplyUpdatesRequest.mostDisruptiveAllowedAction',
        sentence:
          'If your update requires a more disruptive action than you set with this flag, the update request will fail.',
      },
    ],
    patch: {
      describedAt: 'InstanceGroupManagerUpdatePolicy.mostDisruptiveAllowedAction',
      sentence:
        'If the Updater determines that the minimal update action needed is more disruptive than most disruptive allowed action you specify it will not perform the update at all.',
    },
    createInstances: {
      describedAt: 'instanceGroupManagers.createInstances',
      sentence: 'Instances are created using the current instance template.',
    },
    deletePerInstanceConfigs: {
      describedAt: 'instanceGroupManagers.deletePerInstanceConfigs',
      sentence: 'Deletes selected per-instance configurations for the managed instance group.',
    },
    listPerInstanceConfigs: {
      describedAt: 'instanceGroupManagers.listPerInstanceConfigs',
      sentence: 'Lists all of the per-instance configurations defined for the managed instance group.',
    },
    patchPerInstanceConfigs: {
      describedAt: 'instanceGroupManagers.patchPerInstanceConfigs',
      sentence: 'perInstanceConfig.name serves as a key used to distinguish whether to perform insert or patch.',
    },
    updatePerInstanceConfigs: {
      describedAt: 'PerInstanceConfig.name',
      sentence: 'if a per-instance configuration with the same name exists then it will be updated',
    },
    deleteInstances: {
      describedAt: 'instanceGroupManagers.deleteInstances',
      sentence: 'The instances are also removed from any target pools of which they were a member.',
    },
    listManagedInstances: {
      describedAt: 'instanceGroupManagers.listManagedInstances',
      sentence: 'Lists all of the instances in the managed instance group.',
    },
    recreateInstances: {
      describedAt: 'instanceGroupManagers.recreateInstances',
      sentence: "Each instance is recreated using the group's current configuration.",
    },
    resize: {
      describedAt: 'instanceGroupManagers.resize',
      sentence: 'If you increase the size, the group creates new instances using the current instance template.',
    },
    adoptInstances: {
      version: 'beta',
      describedAt: 'RegionInstanceGroupManagersAdoptInstancesRequest.instances',
      sentence: 'The list of per-instance configs specifying instances to adopt.',
    },
    resizeAdvanced: {
      describedAt: 'instanceGroupManagers.resize',
      sentence: 'If you increase the size, the group creates new instances using the current instance template.',
    },
    setAutoHealingPolicies: {
      describedAt: 'InstanceGroupManager.autoHealingPolicies',
      sentence: 'The autohealing policy for this managed instance group.',
    },
    resumeInstances: {
      describedAt: 'instanceGroupManagers.resumeInstances',
      sentence: 'This method increases thetargetSize and decreases the targetSuspendedSize',
    },
    setInstanceTemplate: {
      describedAt: 'instanceGroupManagers.setInstanceTemplate',
      sentence: 'Specifies the instance template to use when creating new instances in this group.',
    },
    setTargetPools: [
      {
        describedAt: 'instanceGroupManagers.setTargetPools',
        sentence: 'The target pools automatically apply to all of the instances in the managed instance group.',
      },
      {
        describedAt: 'regionInstanceGroupManagers.setTargetPools',
        sentence: 'Existing instances in the group are not affected.',
      },
    ],
    startInstances: {
      describedAt: 'instanceGroupManagers.startInstances',
      sentence: 'This method increases thetargetSize and decreases the targetStoppedSize',
    },
    stopInstances: {
      describedAt: 'instanceGroupManagers.stopInstances',
      sentence: 'This method reduces thetargetSize and increases the targetStoppedSize',
    },
    suspendInstances: {
      describedAt: 'instanceGroupManagers.suspendInstances',
      sentence: 'This method reduces thetargetSize and increases the targetSuspendedSize',
    },
  },
  assumed: {
    configureAcceleratorTopologies: 'No accelerators are joined here, so that every id of a topology is unknown: 400.',
    getAvailableAcceleratorTopologies: 'No accelerators are joined here, so that there is no topology.',
    listErrors: 'Nothing goes wrong with an instance here.',
  },
  lacking: {
    applyUpdatesToInstances: 'further disks of another template come with a new instance alone',
    updatePerInstanceConfigs: 'preserved addresses take effect when the instance is made anew',
    deleteInstances: 'skipInstancesOnValidationError: the request is refused all the same',
    resumeInstances: 'instances that are not suspended are passed over',
    startInstances: 'instances that are not stopped are passed over',
    stopInstances: 'no initial delay',
    suspendInstances: 'no initial delay',
  },
};
