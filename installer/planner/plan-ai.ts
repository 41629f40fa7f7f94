/** What the target keeps of the choice: for the first boot, for the agent's service, for the kernel. */
import type { ModelChoice } from '../../shared/choice/choice.ts';
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
    ...(agent?.ioScheduler ? [writeText('io-scheduler', '/etc/udev/rules.d/60-cognos-scheduler.rules', schedulerRule(agent.ioScheduler, tableUuid))] : []),
    ...(zram > 0 ? [writeText('zram', '/etc/systemd/zram-generator.conf', `# Written by the CognOS installer.\n[zram0]\nzram-size = ${Math.round(zram / 1024 ** 2)}\ncompression-algorithm = zstd\n`)] : []),
  ];
}

/** Variables that llama-server itself reads (llama.cpp, common/arg.cpp). */
function agentFile({ threads, context, gpuLayers, hugePages, cpuAffinity }: NonNullable<ModelChoice['agent']>, model: string): string {
  return [
    '# Written by the CognOS installer from what it measured; llama-server reads these variables.',
    `LLAMA_ARG_MODEL=${model}`, `LLAMA_ARG_THREADS=${threads}`, `LLAMA_ARG_CTX_SIZE=${context}`, `LLAMA_ARG_N_GPU_LAYERS=${gpuLayers}`,
    ...(hugePages ? ['LLAMA_ARG_LOAD_MODE=none'] : []),
    ...(cpuAffinity === undefined ? [] : ['# For taskset(1).', `COGNOS_CPU_AFFINITY=${cpuAffinity}`]),
    '',
  ].join('\n');
}

/** By the partition table, which names this disk whatever it is called after the next start. */
function schedulerRule(scheduler: string, tableUuid: string): string {
  return `# Written by the CognOS installer.\nACTION=="add|change", SUBSYSTEM=="block", ENV{DEVTYPE}=="disk", ENV{ID_PART_TABLE_UUID}=="${tableUuid.toLowerCase()}", ATTR{queue/scheduler}="${scheduler}"\n`;
}
