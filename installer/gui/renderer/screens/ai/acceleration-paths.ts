/** The ways to run a model that make sense on this machine's devices, so that none is offered that must be refused. Pure. */
import type { AcceleratorFamily } from '../../../../../shared/machine/accelerator.ts';
import type { Machine } from '../../../../../shared/machine/machine.ts';
import type { Answers } from '../../../../../shared/protocol/answers.ts';

export type Acceleration = Answers['ai']['acceleration'];

const toolkits: [path: Acceleration, family: AcceleratorFamily][] = [['cuda', 'nvidia'], ['rocm', 'amd'], ['sycl', 'intel-gpu']];

/** What a file asked for stays in the list, even where it is refused: else nobody saw what is wrong. */
export function accelerationPaths({ accelerators }: Pick<Machine, 'accelerators'>, answered: Acceleration): Acceleration[] {
  const all = accelerators.filter(({ runs }) => runs === 'llm');
  // Beside a card of its own an integrated one is left as it is (shared/drivers/plan-drivers.ts).
  const capable = all.some(({ integrated }) => !integrated) ? all.filter(({ integrated }) => !integrated) : all;
  const own = toolkits.filter(([, family]) => capable.some((each) => each.family === family)).map(([path]) => path);
  const paths: Acceleration[] = capable.length === 0 ? ['auto'] : ['auto', 'cpu', 'vulkan', ...own];
  return paths.includes(answered) ? paths : [...paths, answered];
}

/** NVIDIA's module is built on the machine itself: with Secure Boot somebody must enrol its key. */
export function needsEnrolment({ accelerators, firmware }: Pick<Machine, 'accelerators' | 'firmware'>): boolean {
  return firmware.secureBoot === 'enabled' && accelerators.some(({ family, runs }) => family === 'nvidia' && runs === 'llm');
}
