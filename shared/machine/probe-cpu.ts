import { readCpuFeatures } from './cpu-features.ts';
import type { Architecture, Cpu } from './machine.ts';
import { probeNuma } from './probe-numa.ts';
import { readNumber, readText, tryRunJson } from './view.ts';
import type { View } from './view.ts';

/** `key : value` of one block of /proc/cpuinfo. */
type Block = Map<string, string>;
interface Topology { sockets: number; cores: number; threads: number }

/** Throws nothing: what /proc/cpuinfo does not say is an empty string and a sentence in `unseen`. */
export async function probeCpu(view: View, architecture: Architecture): Promise<Cpu> {
  const blocks = readBlocks(await readText(view, '/proc/cpuinfo') ?? '');
  const first = blocks.find((block) => block.has('processor')) ?? new Map<string, string>();
  const names = architecture === 'x86_64'
    ? { vendor: first.get('vendor_id') ?? '', model: first.get('model name') ?? '' }
    : await nameArmCpu(view, first);
  const flags = (first.get('flags') ?? first.get('Features') ?? first.get('isa') ?? '').split(' ').filter(Boolean);
  return {
    ...names,
    flags,
    features: readCpuFeatures(flags),
    ...countFromCpuinfo(blocks) ?? await countFromSysfs(view),
    numa: await probeNuma(view),
  };
}

function readBlocks(text: string): Block[] {
  return text.split(/\n\s*\n/).filter((block) => block.trim()).map((block) => new Map(block.split('\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
  })));
}

/** Arm's cpuinfo has numbers for names ("CPU implementer : 0x41"); lscpu carries the table. */
async function nameArmCpu(view: View, block: Block): Promise<{ vendor: string; model: string }> {
  const answer = await tryRunJson<{ lscpu: Field[] }>(view, 'lscpu', ['--json'], { unknown: 'The name of the CPU' });
  const fields = readFields(answer?.lscpu ?? []);
  return {
    vendor: fields.get('Vendor ID:') ?? `implementer ${block.get('CPU implementer') ?? 'unknown'}`,
    model: fields.get('Model name:') ?? `part ${block.get('CPU part') ?? 'unknown'}`,
  };
}

interface Field { field: string; data: string; children?: Field[] }

/** lscpu 2.38 nests its fields when it writes to a terminal and is flat otherwise; both are read, the first one wins. */
function readFields(fields: Field[]): Map<string, string> {
  const all = fields.flatMap(({ field, data, children }) => [[field, data] as const, ...readFields(children ?? [])]);
  return new Map(all.reverse());
}

/** Undefined where cpuinfo has no "physical id": Arm, RISC-V and some virtual machines. */
function countFromCpuinfo(blocks: Block[]): Topology | undefined {
  const cpus = blocks.filter((block) => block.has('processor'));
  if (cpus.length === 0 || !cpus.every((block) => block.has('physical id') && block.has('core id'))) return undefined;
  return {
    sockets: new Set(cpus.map((block) => block.get('physical id'))).size,
    cores: new Set(cpus.map((block) => `${block.get('physical id')}.${block.get('core id')}`)).size,
    threads: cpus.length,
  };
}

async function countFromSysfs(view: View): Promise<Topology> {
  const folder = '/sys/devices/system/cpu';
  const cpus = (await view.host.list(folder)).filter((name) => /^cpu\d+$/.test(name));
  // An offline CPU has no topology folder.
  const places = (await Promise.all(cpus.map(async (cpu) => ({
    socket: await readNumber(view, `${folder}/${cpu}/topology/physical_package_id`),
    core: await readNumber(view, `${folder}/${cpu}/topology/core_id`),
  })))).filter(({ core }) => core !== undefined);
  if (places.length === 0) view.unseen.add('The number of sockets and cores could not be seen: neither /proc/cpuinfo nor sysfs says it.');
  return {
    sockets: Math.max(1, new Set(places.map(({ socket }) => socket)).size),
    cores: Math.max(1, new Set(places.map(({ socket, core }) => `${socket}.${core}`)).size),
    threads: Math.max(1, places.length),
  };
}
