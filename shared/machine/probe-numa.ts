import type { Cpu } from './machine.ts';
import { readLine, readText } from './view.ts';
import type { View } from './view.ts';

const folder = '/sys/devices/system/node';

/** One entry per node, by number; empty on kernels without NUMA. */
export async function probeNuma(view: View): Promise<Cpu['numa']> {
  const names = (await view.host.list(folder)).filter((name) => /^node\d+$/.test(name));
  const nodes = await Promise.all(names.map(async (name) => ({
    node: Number(name.slice(4)),
    cpus: await readLine(view, `${folder}/${name}/cpulist`) ?? '',
    memoryBytes: readTotal(await readText(view, `${folder}/${name}/meminfo`)),
  })));
  return nodes.sort((a, b) => a.node - b.node);
}

/** "Node 0 MemTotal:  65782140 kB"; the kernel's kB are KiB. */
function readTotal(text: string | undefined): number | undefined {
  const match = /MemTotal:\s+(\d+) kB/.exec(text ?? '');
  return match ? Number(match[1]) * 1024 : undefined;
}
