/** What the target keeps of the choice: for the first boot, for the agent's service, for the kernel. */
import { agentFile } from '../../shared/choice/agent-file.ts';
import type { ModelChoice } from '../../shared/choice/choice.ts';
import { schedulerPath, schedulerRule, zramFile, zramPath } from '../../shared/choice/kernel-files.ts';
import type { DriverPlan } from '../../shared/drivers/driver-plan.ts';
import type { Step } from '../../shared/plan/step.ts';
import { targetModels } from '../paths.ts';
import { writeText } from './write-text.ts';

interface Request { choice: ModelChoice; drivers: DriverPlan; zram: number; tableUuid: string }

export function planAi({ choice, drivers, zram, tableUuid }: Request): Step[] {
  const { agent, model } = choice;
  return [
    { id: 'write-ai', kind: 'write-file', label: 'Configuring the system', weight: 0.1, path: '/etc/cognos/ai.json', mode: 0o644, content: { json: { choice, drivers } } },
    ...(agent && model ? [writeText('agent', '/etc/cognos/agent.env', agentFile(agent, `${targetModels}/${model.file.name}`))] : []),
    ...(agent?.ioScheduler ? [writeText('io-scheduler', schedulerPath, schedulerRule(agent.ioScheduler, tableUuid))] : []),
    ...(zram > 0 ? [writeText('zram', zramPath, zramFile(zram))] : []),
  ];
}
