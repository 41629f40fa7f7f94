import { wrap } from '../machine/wrap.ts';
import { escapeForTerminal, formatFinding } from '../errors.ts';
import type { ComputePath, DeviceDrivers, DriverPackage, DriverPlan, DriverStage } from './driver-plan.ts';

const columns = 80;
const names: Record<ComputePath, string> = {
  cpu: 'the CPU', vulkan: 'Vulkan', cuda: 'CUDA', rocm: 'ROCm', sycl: 'SYCL', openvino: 'OpenVINO',
};

/** The plan for people: lines of at most 80 columns, without line ends. Names of the hardware's own cannot drive a terminal. */
export function formatDrivers(plan: DriverPlan): string[] {
  const later = plan.finalPath === plan.path ? '' : `, and on ${names[plan.finalPath]} once the queued drivers are in`;
  return [
    ...fold('', `Models run on ${names[plan.path]}${later}.`),
    ...plan.refusals.flatMap((finding) => fold('', `Refused: ${formatFinding(finding)}`)),
    ...alike(plan.devices).flatMap((group) => formatDevices(group, plan.primary)),
    ...plan.stages.flatMap(formatStage),
    ...plan.notes.flatMap((note) => fold('- ', note)),
  ];
}

/** Several cards of one kind are told once. */
function alike(devices: readonly DeviceDrivers[]): DeviceDrivers[][] {
  return [...Map.groupBy(devices, ({ accelerator: _, ...rest }) => JSON.stringify(rest)).values()];
}

function formatDevices(group: readonly DeviceDrivers[], primary?: string): string[] {
  const [first] = group;
  if (!first) return [];
  const { name, path, toolkit, module, series, reasons } = first;
  const uses = [...(path === 'vulkan' ? [names.vulkan] : []), ...(toolkit ? [names[toolkit]] : [])].join(' and ') || 'not used';
  const driver = module ? `, driver ${module}${series ? ` (${series})` : ''}` : '';
  const rank = group.some(({ accelerator }) => accelerator === primary) ? ', first choice' : '';
  return [...fold('', `${group.length > 1 ? `${group.length} × ` : ''}${name}: ${uses}${driver}${rank}`), ...reasons.flatMap((reason) => fold('    ', reason))];
}

function formatStage({ label, when, repository, packages, signing }: DriverStage, index: number): string[] {
  const suites = repository.kind === 'debian' ? `${repository.suites.join(', ')}: ${repository.components.join(' ')}` : `${repository.url} ${[repository.suite, ...repository.components].join(' ')}`;
  const facts = [when === 'first-boot' ? 'at the first boot' : 'when online', ...(signing === 'mok' ? ['key to enrol'] : [])];
  const groups = Map.groupBy(packages, ({ from }) => from);
  return [
    ...fold('', `Stage ${index + 1}: ${label}; ${facts.join(', ')}`),
    ...fold('    ', `from ${suites}`),
    ...[...groups].flatMap(([from, group]) => fold('    ', `${origin[from]}: ${group.map(({ name }) => name).join(', ')}`)),
  ];
}

const origin: Record<DriverPackage['from'], string> = {
  bookworm: 'Debian 12', 'bookworm-backports': 'Debian backports', cognos: 'CognOS', vendor: 'the vendor',
};

function fold(lead: string, text: string): string[] {
  return wrap(escapeForTerminal(text), columns - lead.length).map((line, index) => `${index === 0 ? lead : ' '.repeat(lead.length)}${line}`);
}
