/** Agent -> the files that its units read. Pure. */
import { agentFile } from '../../shared/choice/agent-file.ts';
import { apiPath, dropInPath, environmentPath, isLocal, urlOf, type Agent } from './agent.ts';

export interface AgentFile { path: string; content: string }

export function agentFiles(agent: Agent): AgentFile[] {
  return [
    { path: environmentPath(agent.stem), content: agentFile(agent.defaults, agent.model) },
    { path: apiPath(agent.stem), content: apiFile(agent) },
    { path: dropInPath(agent.stem), content: dropIn(agent) },
  ];
}

/** For the agent itself and for whoever asks whether it answers. */
function apiFile({ address }: Agent): string {
  return [
    '# Written by CognOS from cognos.ai.api of /etc/cognos/spec.yaml.',
    `LLAMA_ARG_HOST=${address.listen}`, `LLAMA_ARG_PORT=${address.port}`, `COGNOS_AGENT_URL=${urlOf(address)}`, '',
  ].join('\n');
}

function dropIn({ stem, id, limits, defaults: { cpuAffinity, gpuLayers }, devices, address }: Agent): string {
  return [
    '# Written by CognOS from the choice of model in /etc/cognos/ai.json. Changes of your own go into another file beside it.',
    '[Service]',
    `MemoryHigh=${limits.high}`, `MemoryMax=${limits.most}`, `TasksMax=${limits.tasks}`,
    `Environment=LLAMA_ARG_ALIAS=${id} LLAMA_ARG_CACHE_RAM=${limits.cacheMib}`,
    ...(cpuAffinity === undefined ? [] : [`CPUAffinity=${cpuAffinity}`]),
    ...(gpuLayers === 0 || devices.length === 0 ? ['Environment=LLAMA_ARG_DEVICE=none'] : accelerated(stem, devices)),
    ...(isLocal(address) ? [] : ['# It listens beyond this machine; the firewall says to whom.', 'IPAddressDeny=', 'IPAddressAllow=']),
    '',
  ].join('\n');
}

/** Drivers compile shaders into memory and to disk, and look themselves up under /proc. */
function accelerated(stem: string, devices: readonly string[]): string[] {
  const cache = stem.replace('@', '-');
  return [
    'PrivateDevices=no', ...devices.map((device) => `DeviceAllow=${device} rw`), 'SupplementaryGroups=render',
    'MemoryDenyWriteExecute=no', 'PrivateUsers=no', 'ProcSubset=all',
    `CacheDirectory=${cache}`, `Environment=XDG_CACHE_HOME=/var/cache/${cache} HOME=/var/cache/${cache}`,
  ];
}
