/** What the agent starts with on this machine, and why. Pure. */
import type { Disk, Machine } from '../machine/machine.ts';
import { countCpus } from '../measure/count-cpus.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { AgentDefaults, Candidate } from './choice.ts';
import { gpuRoom } from './gpu-room.ts';
import { hostBytes } from '../models/memory-need.ts';

/** @param disk the one that gets the models filesystem. */
export function agentDefaults(machine: Machine, candidate: Candidate, measurement?: Measurement, disk?: Disk): AgentDefaults {
  const { context, gpuLayers } = candidate;
  const pin = chooseNode(machine, candidate);
  const threads = chooseThreads(machine, pin?.cpus, measurement);
  const pages = choosePages(machine, candidate);
  const scheduler = disk && chooseScheduler(disk);
  return {
    threads: threads.count, context, gpuLayers, hugePages: pages.huge,
    ...(pin?.cpus ? { cpuAffinity: pin.cpus } : {}),
    ...(scheduler ? { ioScheduler: scheduler.name } : {}),
    reasons: [threads.why, ...(pin ? [pin.why] : []), pages.why, ...(scheduler ? [scheduler.why] : [])],
  };
}

/** ggml's threads wait for one another by spinning: one more than there are free cores costs most of the speed. */
function chooseThreads({ cpu }: Machine, pinned: string | undefined, measurement: Measurement | undefined): { count: number; why: string } {
  const cores = Math.max(1, Math.min(cpu.cores, cpu.threads));
  const share = pinned === undefined ? cores : Math.max(1, Math.round(countCpus(pinned) * cores / Math.max(cores, cpu.threads)));
  const measured = measurement?.devices.find(({ device }) => device === 'cpu')?.threads ?? Infinity;
  const count = Math.min(share, measured);
  const unit = count === 1 ? 'thread' : 'threads';
  if (measured < share) return { count, why: `${count} ${unit}: as many cores as were free when the machine was measured` };
  return { count, why: `${count} ${unit}: one for each physical core${pinned === undefined ? '' : ' of the NUMA node'}` };
}

/** Memory of another node is slower by half or more; one node is enough when all of the model lies in it. */
function chooseNode(machine: Machine, candidate: Candidate): { cpus?: string; why: string } | undefined {
  const nodes = machine.cpu.numa.filter(({ cpus }) => cpus !== '');
  if (nodes.length < 2) return undefined;
  const near = candidate.gpuLayers > 0 ? nodeOfGpu(machine) : undefined;
  const node = nodes.find(({ node: number }) => number === near)
    ?? nodes.reduce((best, each) => ((each.memoryBytes ?? 0) > (best.memoryBytes ?? 0) ? each : best));
  if (node.memoryBytes === undefined) return { why: 'not pinned: how much memory each NUMA node has could not be seen' };
  if (hostBytes(candidate.need) > node.memoryBytes) return { why: 'not pinned: the model is larger than the memory of one NUMA node' };
  return { cpus: node.cpus, why: `pinned to NUMA node ${node.node}: ${node.node === near ? 'the accelerator is attached to it' : 'the model fits into its memory'}` };
}

function nodeOfGpu(machine: Machine): number | undefined {
  const nodes = new Set(gpuRoom(machine).devices.map(({ bus }) => (bus.kind === 'pci' ? bus.numaNode : undefined)));
  return nodes.size === 1 ? [...nodes][0] : undefined;
}

/** A file that is mapped comes in small pages and can be dropped and read again; what was copied into memory comes in huge ones and cannot. */
function choosePages({ memory }: Machine, { need, gpuLayers }: Candidate): { huge: boolean; why: string } {
  if (gpuLayers > 0) return { huge: false, why: 'no huge pages: most of the weights lie in the accelerator' };
  if (hostBytes(need) * 2 > memory.bytes) return { huge: false, why: 'no huge pages: weights mapped from their file can be dropped when memory runs short, and it is not twice what the model needs' };
  return { huge: true, why: 'huge pages: memory is more than twice what the model needs, so its weights can stay in it' };
}

function chooseScheduler({ transport, rotational }: Disk): { name: NonNullable<AgentDefaults['ioScheduler']>; why: string } {
  if (transport === 'nvme') return { name: 'none', why: 'io scheduler none: an NVMe disk orders its requests itself' };
  if (transport === 'virtio') return { name: 'none', why: 'io scheduler none: the host of this virtual machine orders the requests' };
  if (rotational) return { name: 'bfq', why: 'io scheduler bfq: loading a model must not stop everything else on a rotating disk' };
  return { name: 'mq-deadline', why: `io scheduler mq-deadline: for a ${transport} disk without moving parts` };
}
