import type { DriverContext, Driven } from './driver-context.ts';
import type { DriverStage } from './driver-plan.ts';

/** What people should know of the plan as a whole, most important first. */
export function sayNotes(context: DriverContext, devices: readonly Driven[], stages: readonly DriverStage[], primary?: string): string[] {
  const { machine, request } = context;
  const usable = devices.some(({ device }) => device.path === 'vulkan');
  return [
    ...(machine.accelerators.length === 0 ? ['No accelerator was found.'] : []),
    ...(primary ? [primary] : []),
    ...(stages.length > 0 && !request.online ? [`Without the network nothing of this can be installed, because the medium carries no drivers: it is queued until the package repositories can be reached.${usable ? ' Until then models run on the CPU.' : ''}`] : []),
    ...enrolment(stages),
    ...(stages.some(({ reboot }) => reboot) ? ['The machine restarts once when all of this is installed.'] : []),
    ...(stages.some(({ dkms }) => dkms) ? ['NVIDIA’s module takes over from nouveau at that restart. If it cannot be built, nouveau stays and models run without that card.'] : []),
    ...withoutRuntime(devices, usable),
    ...stages.flatMap(unchecked),
  ];
}

function enrolment(stages: readonly DriverStage[]): string[] {
  if (!stages.some(({ signing }) => signing === 'mok')) return [];
  return [
    'Secure Boot is on: the driver’s module is signed with a key of this machine’s own, and a person must enrol that key once.',
    'The first boot asks for a one-time password and restarts; the blue screen “Perform MOK management” then wants “Enroll MOK”, “Continue”, “Yes” and that password. If nobody is there it goes away, and models run on the CPU until it is done.',
  ];
}

/** The vendor's libraries are one half; a llama.cpp that uses them is the other. */
function withoutRuntime(devices: readonly Driven[], usable: boolean): string[] {
  const labels = { cuda: 'CUDA', rocm: 'ROCm', sycl: 'SYCL' } as const;
  return Object.entries(labels).filter(([toolkit]) => devices.some(({ device }) => device.toolkit === toolkit)).map(([, label]) =>
    `${label} is put in place for programs of yours: CognOS’s own llama.cpp has no ${label} backend and runs on ${usable ? 'Vulkan' : 'the CPU'}.`);
}

function unchecked({ repository }: DriverStage): string[] {
  return repository.kind === 'vendor' && !repository.keyFingerprint ? [`The key of ${repository.name} could not be checked beforehand: a person must confirm it.`] : [];
}
