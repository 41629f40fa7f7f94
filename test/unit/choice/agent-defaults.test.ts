import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentDefaults } from '../../../shared/choice/agent-defaults.ts';
import type { AgentDefaults } from '../../../shared/choice/choice.ts';
import { judgeModels } from '../../../shared/choice/judge-models.ts';
import type { Disk, Machine } from '../../../shared/machine/machine.ts';
import type { Measurement } from '../../../shared/measure/measurement.ts';
import { auto, catalogue, find, gib, gpu, machine, measurement, q4 } from './fixtures.ts';

function defaults(here: Machine, measured?: Measurement, disk?: Disk): AgentDefaults {
  return agentDefaults(here, find(judgeModels(here, catalogue(q4), auto), q4), measured, disk);
}
const cpu = machine(gib).cpu;
const twoNodes = (memoryBytes: number | undefined): Machine => machine(64 * gib, {
  cpu: { ...cpu, sockets: 2, cores: 16, threads: 32, numa: [{ node: 0, cpus: '0-7,16-23' }, { node: 1, cpus: '8-15,24-31' }].map((node) => (memoryBytes === undefined ? node : { ...node, memoryBytes })) },
});

test('a thread for each physical core, and never more than were free', () => {
  assert.equal(defaults(machine(16 * gib)).threads, 4);
  assert.equal(defaults(machine(16 * gib), measurement(0.005, 0.002, 'cpu', 3)).threads, 3);
  assert.equal(defaults(machine(16 * gib), measurement(0.005, 0.002, 'cpu', 9)).threads, 4);
  assert.equal(defaults(machine(16 * gib, { cpu: { ...cpu, cores: 8, threads: 2 } })).threads, 2);
});

test('two NUMA nodes: pinned to one when the model fits into it, with its own cores', () => {
  const { cpuAffinity, threads, reasons } = defaults(twoNodes(32 * gib));
  assert.equal(cpuAffinity, '0-7,16-23');
  assert.equal(threads, 8);
  assert.ok(reasons.includes('pinned to NUMA node 0: the model fits into its memory'));
});

test('not pinned where the model is larger than a node, or nodes cannot be judged', () => {
  const larger = defaults(twoNodes(4 * gib));
  assert.equal(larger.cpuAffinity, undefined);
  assert.equal(larger.threads, 16);
  assert.ok(larger.reasons.includes('not pinned: the model is larger than the memory of one NUMA node'));
  assert.ok(defaults(twoNodes(undefined)).reasons.includes('not pinned: how much memory each NUMA node has could not be seen'));
});

test('memory without CPUs is no node to pin to', () => {
  const [here, numa] = [twoNodes(32 * gib), twoNodes(32 * gib).cpu.numa];
  const expander = { ...here, cpu: { ...here.cpu, numa: [...numa.slice(0, 1), { node: 1, cpus: '', memoryBytes: 512 * gib }] } };
  assert.equal(defaults(expander).cpuAffinity, undefined);
});

test('with a GPU: the node that it is attached to', () => {
  const card = gpu('0000:81:00.0', { bus: { kind: 'pci', address: '0000:81:00.0', class: '030200', numaNode: 1 } });
  const { cpuAffinity, gpuLayers, hugePages } = defaults({ ...twoNodes(32 * gib), accelerators: [card] });
  assert.equal(cpuAffinity, '8-15,24-31');
  assert.equal(gpuLayers, 33);
  assert.equal(hugePages, false);
});

test('huge pages only where memory is twice the need', () => {
  assert.equal(defaults(machine(8 * gib)).hugePages, false);
  assert.equal(defaults(machine(64 * gib)).hugePages, true);
});

test('the io scheduler goes by the kind of disk, and by nothing where there is none', () => {
  const disk = (transport: Disk['transport'], rotational = false): Disk => ({ ...machine(gib).disks[0], transport, rotational } as Disk);
  const scheduler = (...given: Parameters<typeof disk>): string | undefined => defaults(machine(16 * gib), undefined, disk(...given)).ioScheduler;
  assert.equal(scheduler('nvme'), 'none');
  assert.equal(scheduler('virtio', true), 'none');
  assert.equal(scheduler('sata'), 'mq-deadline');
  assert.equal(scheduler('sas', true), 'bfq');
  assert.equal(defaults(machine(16 * gib)).ioScheduler, undefined);
});

test('each has its reason', () => {
  const { reasons } = defaults(twoNodes(32 * gib), undefined, machine(gib).disks[0]);
  assert.equal(reasons.length, 4);
});
