import assert from 'node:assert/strict';
import test from 'node:test';
import { replay } from './replay.ts';
import type { Capture } from './replay.ts';

/** Four Cortex-A76 as a Raspberry Pi 5 shows them: no "model name", no "physical id". */
function makeArm({ files, commands }: Capture): void {
  commands['uname -m'] = 'aarch64\n';
  files['/proc/cpuinfo'] = [0, 1, 2, 3].map((cpu) => `processor\t: ${cpu}\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd evtstrm aes\n`
    + 'CPU implementer\t: 0x41\nCPU architecture: 8\nCPU part\t: 0xd0b\n').join('\n') + '\nRevision\t: d04170\nModel\t\t: Raspberry Pi 5 Model B Rev 1.0\n';
  for (const cpu of [0, 1, 2, 3]) {
    files[`/sys/devices/system/cpu/cpu${cpu}/topology/physical_package_id`] = '0\n';
    files[`/sys/devices/system/cpu/cpu${cpu}/topology/core_id`] = `${cpu}\n`;
  }
  commands['lscpu --json'] = JSON.stringify({ lscpu: [{ field: 'Architecture:', data: 'aarch64' }, { field: 'Vendor ID:', data: 'ARM', children: [{ field: 'Model name:', data: 'Cortex-A76', children: [] }] }] });
}

test('x86: two sockets of one core, two NUMA nodes', async () => {
  const { vendor, model, sockets, cores, threads, numa, flags } = (await replay('qemu-many-disks')).cpu;
  assert.deepEqual({ vendor, model, sockets, cores, threads }, { vendor: 'AuthenticAMD', model: 'QEMU TCG CPU version 2.5+', sockets: 2, cores: 2, threads: 2 });
  assert.deepEqual(numa.map(({ node, cpus }) => [node, cpus]), [[0, '0'], [1, '1']]);
  assert.ok(numa.every(({ memoryBytes }) => (memoryBytes ?? 0) > 1e9));
  assert.ok(flags.includes('sse4_2') && flags.includes('lm'));
});

test('Arm: names from lscpu, counts from sysfs, features as flags', async () => {
  const { cpu, architecture } = await replay('bios-virtio', makeArm);
  assert.equal(architecture, 'aarch64');
  assert.deepEqual({ ...cpu, numa: [] }, { vendor: 'ARM', model: 'Cortex-A76', flags: ['fp', 'asimd', 'evtstrm', 'aes'], features: ['neon'], sockets: 1, cores: 4, threads: 4, numa: [] });
});

test('Arm without lscpu: the numbers of the CPU stand for its name, and that is said', async () => {
  const machine = await replay('bios-virtio', (capture) => { makeArm(capture); delete capture.commands['lscpu --json']; });
  assert.deepEqual([machine.cpu.vendor, machine.cpu.model], ['implementer 0x41', 'part 0xd0b']);
  assert.match(machine.unseen.join(), /The name of the CPU could not be seen: lscpu could not be run/);
});

test('a board without SMBIOS names itself in the device tree', async () => {
  const { product, firmware } = await replay('bios-virtio', (capture) => {
    makeArm(capture);
    for (const path of Object.keys(capture.files)) if (path.startsWith('/sys/class/dmi/')) delete capture.files[path];
    capture.files['/proc/device-tree/model'] = 'Raspberry Pi 5 Model B Rev 1.0\0';
    capture.files['/proc/device-tree/serial-number'] = '1000000000000005\0';
  });
  assert.deepEqual(product, { name: 'Raspberry Pi 5 Model B Rev 1.0', serial: '1000000000000005' });
  assert.deepEqual(firmware, { kind: 'devicetree', secureBoot: 'unsupported', variablesWritable: false });
});

test('memory is MemTotal in bytes; without it there is no machine to plan for', async () => {
  assert.equal((await replay('bios-virtio', ({ files }) => { files['/proc/meminfo'] = 'MemTotal:        2014560 kB\n'; })).memory.bytes, 2062909440);
  await assert.rejects(replay('bios-virtio', ({ files }) => { delete files['/proc/meminfo']; }), /The size of the memory cannot be read/);
});
