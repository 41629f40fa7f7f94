/** What the agent's service starts with (/etc/cognos/agent.env): variables that llama-server itself reads (llama.cpp, common/arg.cpp). */
import type { AgentDefaults } from './choice.ts';

/** @param model path of the model's file */
export function agentFile({ threads, context, gpuLayers, hugePages }: AgentDefaults, model: string): string {
  return [
    '# From what was measured on this machine; llama-server reads these variables.',
    `LLAMA_ARG_MODEL=${model}`, `LLAMA_ARG_THREADS=${threads}`, `LLAMA_ARG_CTX_SIZE=${context}`, `LLAMA_ARG_N_GPU_LAYERS=${gpuLayers}`,
    ...(hugePages ? ['LLAMA_ARG_LOAD_MODE=none'] : []),
    '',
  ].join('\n');
}
