import type { Finding } from '../errors.ts';
import type { AcceleratorFamily } from '../machine/accelerator.ts';
import type { ComputePath, DeviceDrivers, DriverRequest } from './driver-plan.ts';

type Insisted = Exclude<ComputePath, 'cpu'>;

/** Which family a path belongs to; Vulkan is everybody's. */
export const familyOf: Record<Insisted, { family?: AcceleratorFamily; label: string }> = {
  vulkan: { label: 'Vulkan' },
  cuda: { family: 'nvidia', label: 'CUDA' },
  rocm: { family: 'amd', label: 'ROCm' },
  sycl: { family: 'intel-gpu', label: 'SYCL' },
  openvino: { family: 'intel-npu', label: 'OpenVINO' },
};

/** Why a path that was insisted on cannot be had here; nothing when it can. @param autoPath what `auto` would come to */
export function refusePath(path: Insisted, request: DriverRequest, devices: readonly DeviceDrivers[], autoPath: ComputePath): Finding[] {
  if (devices.some((device) => (path === 'vulkan' ? device.path : device.toolkit) === path)) return [];
  return [{ severity: 'error', code: 'acceleration-impossible', path: 'cognos.ai.acceleration', message: `${reason(path, request, devices)} ${autoPath === 'vulkan' ? 'acceleration: auto would run models on Vulkan.' : 'acceleration: auto would use the CPU.'}`, values: { path: familyOf[path].label } }];
}

function reason(path: Insisted, request: DriverRequest, devices: readonly DeviceDrivers[]): string {
  const { family, label } = familyOf[path];
  if (path === 'openvino') return 'OpenVINO was insisted on, but Intel packages it for Ubuntu and Red Hat only, not for Debian.';
  const own = devices.filter((device) => family === undefined || device.family === family);
  const [first] = own;
  if (!first) return `${label} was insisted on, but this machine has no ${family === undefined ? 'accelerator' : { nvidia: 'NVIDIA GPU', amd: 'AMD GPU', 'intel-gpu': 'Intel GPU' }[family as 'nvidia' | 'amd' | 'intel-gpu']}.`;
  const device = own.find((each) => each.path !== 'none') ?? first;
  if (device.path === 'none') return `${label} was insisted on, but ${device.name} cannot be used: ${device.reasons.join(' ')}`;
  if (!request.vendorRepositories) return `${label} was insisted on, but its libraries come from the vendor’s repository only: set vendor_repositories: true.`;
  return `${label} was insisted on, but ${device.name} is not supported by what can be installed on Debian 12.`;
}
