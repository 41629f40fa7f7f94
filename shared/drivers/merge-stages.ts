import type { DriverPackage, DriverStage } from './driver-plan.ts';

/** One stage per id, in an order in which each can run: the kernel, then Debian, then vendors. */
export function mergeStages(stages: readonly DriverStage[], isStableKernel: boolean): DriverStage[] {
  const groups = [...Map.groupBy(stages, ({ id }) => id).values()];
  const merged = groups.map((group) => ({ ...(group[0] as DriverStage), packages: unique(group.flatMap(({ packages }) => packages)) }));
  const withKernel = merged.some(({ id }) => id === 'kernel') || !isStableKernel ? merged.map(buildForBackports) : merged;
  return dropOlderFirmware(withKernel).sort((a, b) => rank(a) - rank(b));
}

function unique(packages: readonly DriverPackage[]): DriverPackage[] {
  return [...new Map(packages.map((each) => [each.name, each])).values()];
}

/** With the backported kernel on the machine, modules are built for that one: its headers, and a series 470 that knows it. */
function buildForBackports(stage: DriverStage): DriverStage {
  if (!stage.dkms) return stage;
  const packages = stage.packages.map((each) => (each.name === 'linux-headers-amd64' || each.name.includes('tesla-470') ? { ...each, from: 'bookworm-backports' as const } : each));
  const { repository } = stage;
  return { ...stage, packages, repository: repository.kind === 'debian' ? { ...repository, suites: ['bookworm', 'bookworm-backports'] } : repository };
}

/** firmware-intel-graphics conflicts with Debian 12's firmware-misc-nonfree and has the older GPUs' files as well. */
function dropOlderFirmware(stages: DriverStage[]): DriverStage[] {
  return stages.some(({ id }) => id === 'intel-newer') ? stages.filter(({ id }) => id !== 'intel') : stages;
}

function rank({ id, repository }: DriverStage): number {
  if (id === 'kernel') return 0;
  return repository.kind === 'debian' ? 1 : 2;
}
