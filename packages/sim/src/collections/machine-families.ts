/** Memory in MB for each CPU, and the counts of CPUs. */
type Family = readonly [memoryMbPerCpu: number, cpus: readonly number[]];

/** Families of machine types; those of the documentation that are bought most. */
export const machineFamilies: Readonly<Record<string, Family>> = {
  'c2-standard': [4096, [4, 8, 16, 30, 60]],
  'c2d-highcpu': [2048, [2, 4, 8, 16, 32, 56, 112]],
  'c2d-highmem': [8192, [2, 4, 8, 16, 32, 56, 112]],
  'c2d-standard': [4096, [2, 4, 8, 16, 32, 56, 112]],
  'c3-highcpu': [2048, [4, 8, 22, 44, 88, 176]],
  'c3-highmem': [8192, [4, 8, 22, 44, 88, 176]],
  'c3-standard': [4096, [4, 8, 22, 44, 88, 176]],
  'c3d-standard': [4096, [4, 8, 16, 30, 60, 90, 180, 360]],
  'c4-highcpu': [2048, [2, 4, 8, 16, 24, 32, 48, 96, 144, 192, 288]],
  'c4-highmem': [7936, [2, 4, 8, 16, 24, 32, 48, 96, 144, 192, 288]],
  'c4-standard': [3840, [2, 4, 8, 16, 24, 32, 48, 96, 144, 192, 288]],
  'c4a-standard': [4096, [1, 2, 4, 8, 16, 32, 48, 64, 72]],
  'e2-highcpu': [1024, [2, 4, 8, 16, 32]],
  'e2-highmem': [8192, [2, 4, 8, 16]],
  'e2-standard': [4096, [2, 4, 8, 16, 32]],
  'g2-standard': [4096, [4, 8, 12, 16, 24, 32, 48, 96]],
  'n1-highcpu': [921.6, [2, 4, 8, 16, 32, 64, 96]],
  'n1-highmem': [6656, [2, 4, 8, 16, 32, 64, 96]],
  'n1-standard': [3840, [1, 2, 4, 8, 16, 32, 64, 96]],
  'n2-highcpu': [1024, [2, 4, 8, 16, 32, 48, 64, 80, 96]],
  'n2-highmem': [8192, [2, 4, 8, 16, 32, 48, 64, 80, 96, 128]],
  'n2-standard': [4096, [2, 4, 8, 16, 32, 48, 64, 80, 96, 128]],
  'n2d-highcpu': [1024, [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224]],
  'n2d-highmem': [8192, [2, 4, 8, 16, 32, 48, 64, 80, 96]],
  'n2d-standard': [4096, [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224]],
  'n4-highcpu': [2048, [2, 4, 8, 16, 32, 48, 64, 80]],
  'n4-highmem': [8192, [2, 4, 8, 16, 32, 48, 64, 80]],
  'n4-standard': [4096, [2, 4, 8, 16, 32, 48, 64, 80]],
  't2a-standard': [4096, [1, 2, 4, 8, 16, 32, 48]],
  't2d-standard': [4096, [1, 2, 4, 8, 16, 32, 48, 60]],
};

/** CPUs and memory in MB of the types that share a core. */
export const sharedCoreTypes: Readonly<Record<string, readonly [cpus: number, memoryMb: number]>> = {
  'e2-medium': [2, 4096],
  'e2-micro': [2, 1024],
  'e2-small': [2, 2048],
  'f1-micro': [1, 614],
  'g1-small': [1, 1740],
};
