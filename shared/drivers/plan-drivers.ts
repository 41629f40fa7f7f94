import type { Accelerator } from '../machine/accelerator.ts';
import type { Machine } from '../machine/machine.ts';
import { choosePrimary } from './choose-primary.ts';
import { driveAmd } from './drive-amd.ts';
import { driveIntelGpu } from './drive-intel-gpu.ts';
import { driveNvidia } from './drive-nvidia.ts';
import { driveOther } from './drive-others.ts';
import { driven, isStableKernel, undriven, type DriverContext, type Driven } from './driver-context.ts';
import type { DriverPlan, DriverRequest } from './driver-plan.ts';
import { mergeStages } from './merge-stages.ts';
import { familyOf, refusePath } from './refuse-path.ts';
import { sayNotes } from './say-notes.ts';

/**
 * Which drivers this machine gets, decided before its disk is touched and done by the first boot. Pure.
 * @param kernel release of the target's kernel as on the medium, e.g. `6.1.0-40-amd64`
 */
export function planDrivers(machine: Machine, request: DriverRequest, kernel: string): DriverPlan {
  const { acceleration } = request;
  const plan = resolve({ machine, request, kernel });
  if (acceleration === 'auto' || acceleration === 'cpu') return plan;
  const auto = resolve({ machine, request: { ...request, acceleration: 'auto' }, kernel });
  const refusals = refusePath(acceleration, request, plan.devices, auto.finalPath);
  return refusals.length > 0 ? { ...auto, refusals } : plan;
}

function resolve(context: DriverContext): DriverPlan {
  const { machine, request } = context;
  const all = leaveIntegrated(machine.accelerators, machine.accelerators.map((accelerator) => drive(accelerator, context)));
  const stages = mergeStages(all.flatMap((each) => each.stages), isStableKernel(context));
  const finalPath = all.some(({ device }) => device.path === 'vulkan') ? 'vulkan' : 'cpu';
  const primary = choosePrimary(all, machine.accelerators);
  return {
    path: request.online ? finalPath : 'cpu', finalPath,
    ...(primary ? { primary: primary.id } : {}),
    devices: all.map(({ device }) => device),
    stages,
    notes: sayNotes(context, all, stages, primary?.reason),
    refusals: [],
  };
}

/** Beside a GPU with memory of its own an integrated one adds packages and no speed. */
function leaveIntegrated(accelerators: readonly Accelerator[], all: readonly Driven[]): Driven[] {
  const own = accelerators.find(({ integrated }, index) => !integrated && all[index]?.device.path === 'vulkan');
  if (!own) return [...all];
  return accelerators.map((accelerator, index) => (accelerator.integrated && all[index]?.device.path === 'vulkan'
    ? undriven(accelerator, `It shares the machine’s memory and adds nothing beside ${own.name}, so it is left as it is.`) : all[index] as Driven));
}

function drive(accelerator: Accelerator, context: DriverContext): Driven {
  const { acceleration } = context.request;
  if (acceleration === 'cpu') return driven(accelerator, 'cpu', ['acceleration: cpu was asked for, so no driver is installed for it.']);
  const { family: only, label } = acceleration === 'auto' ? { label: '' } : familyOf[acceleration];
  if (only && accelerator.family !== only) return driven(accelerator, 'none', [`${label} was insisted on, which this is not for.`]);
  const { family } = accelerator;
  switch (family) {
    case 'nvidia': return driveNvidia(accelerator, context);
    case 'amd': return driveAmd(accelerator, context);
    case 'intel-gpu': return driveIntelGpu(accelerator, context);
    case 'intel-npu': case 'coral': case 'neural-compute-stick': case 'hailo': case 'gaudi': case 'other':
      return driveOther({ ...accelerator, family }, context);
  }
}
