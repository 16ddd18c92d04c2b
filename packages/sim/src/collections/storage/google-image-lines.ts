import type { ImageLine } from './image-line.ts';
import { lines, RETIRED } from './image-line.ts';

const COS = 'Google, Container-Optimized OS';

/** Lines of Container-Optimized OS and of Deep Learning VMs, by the project that publishes them. */
export const googlePublishers: Readonly<Record<string, () => readonly ImageLine[]>> = {
  'cos-cloud': () => [
    ...lines(10, [
      ['cos-109-lts', 'cos-109-17800-570-62', `${COS}, 109 LTS`, 'cos'],
      ['cos-113-lts', 'cos-113-18244-448-83', `${COS}, 113 LTS`, 'cos'],
      ['cos-117-lts', 'cos-117-18613-339-84', `${COS}, 117 LTS`, 'cos'],
      ['cos-121-lts', 'cos-121-18867-199-88', `${COS}, 121 LTS`, 'cos'],
      ['cos-125-lts', 'cos-125-19216-104-25', `${COS}, 125 LTS`, 'cos'],
      ['cos-arm64-121-lts', 'cos-arm64-121-18867-199-88', `${COS}, 121 LTS, arm64`, 'cos'],
      ['cos-arm64-stable', 'cos-arm64-stable-125-19216-104-25', `${COS}, 125 stable, arm64`, 'cos'],
      ['cos-beta', 'cos-beta-129-19506-0-13', `${COS}, 129 beta`, 'cos'],
      ['cos-dev', 'cos-dev-133-19580-0-0', `${COS}, 133 dev`, 'cos'],
      ['cos-stable', 'cos-stable-121-18867-199-88', `${COS}, 121 stable`, 'cos'],
    ]),
    ...lines(10, [['cos-105-lts', 'cos-105-17412-535-84', `${COS}, 105 LTS`, 'cos']], RETIRED),
  ],
  'deeplearning-platform-release': () =>
    lines(50, [
      ['common-cpu', 'common-cpu-v*-debian-11', 'Google, Deep Learning VM, CPU, Debian 11', 'dl-platform-debian-11'],
      [
        'common-cpu-ubuntu-2204',
        'common-cpu-v*-ubuntu-2204-py310',
        'Google, Deep Learning VM, CPU, Ubuntu 22.04',
        'dl-platform-ubuntu-2204',
      ],
      [
        'common-gpu-debian-11',
        'common-gpu-v*-debian-11',
        'Google, Deep Learning VM, GPU, Debian 11',
        'dl-platform-debian-11',
      ],
      [
        'common-cu128-ubuntu-2204-nvidia-570',
        'common-cu128-ubuntu-2204-nvidia-570-v*',
        'Google, Deep Learning VM, CUDA 12.8',
        'dl-platform-ubuntu-2204',
      ],
      [
        'pytorch-latest-cpu',
        'pytorch-2-7-cpu-v*-debian-11',
        'Google, Deep Learning VM, PyTorch, CPU',
        'dl-platform-debian-11',
      ],
      [
        'pytorch-latest-gpu',
        'pytorch-2-7-cu128-v*-debian-11',
        'Google, Deep Learning VM, PyTorch, CUDA 12.8',
        'dl-platform-debian-11',
      ],
      [
        'tf-latest-cpu',
        'tf-2-17-cpu-v*-debian-11',
        'Google, Deep Learning VM, TensorFlow, CPU',
        'dl-platform-debian-11',
      ],
      [
        'tf-latest-gpu',
        'tf-2-17-cu123-v*-debian-11',
        'Google, Deep Learning VM, TensorFlow, CUDA 12.3',
        'dl-platform-debian-11',
      ],
    ]),
};
