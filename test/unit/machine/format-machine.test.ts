import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { formatMachine } from '../../../shared/machine/format-machine.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import { machines, changeDevice, replay } from './replay.ts';

function read(name: string): Machine {
  return JSON.parse(readFileSync(new URL(`${name}.json`, machines), 'utf8')) as Machine;
}

test('a laptop with Windows, in words', () => {
  assert.equal(formatMachine(read('bitlocker-laptop')), `\
Machine       LENOVO 21HMCTO1WW, x86_64, serial EXAMPLE-X1
Firmware      UEFI 64-bit, LENOVO N3XET58W (1.33 ), Secure Boot on, TPM 2.0
CPU           13th Gen Intel(R) Core(TM) i7-1365U, 1 socket, 10 cores, 12
              threads
              for models: AVX2
Memory        31 GiB
Disk          /dev/nvme0n1  SAMSUNG MZVL21T0HCLR-00BL7, serial S64NNX0W100001,
              1.0 TB, nvme
                Windows (BitLocker, 1.0 TB), EFI system partition (273 MB),
                Windows reserved partition (17 MB), Windows recovery partition
                (2.1 GB)
              /dev/sda  SanDisk Ultra, serial 4C530001230456117012, 31 GB, usb
                the medium this system was started from
Network       wlp0s20f3  02:00:00:00:0a:01, iwlwifi, wireless, no link
Accelerators  0000:00:02.0  Intel Raptor Lake-U graphics, shared memory, driver
              i915
                Runs language models: llama.cpp runs on it through Vulkan; it
                shares the machine's memory, so it reads prompts faster than the
                CPU but writes no faster.
Medium        COGNOS_0_1_AMD64 at /run/cognos/medium: x86_64, kernel
              6.1.0-50-amd64, 420 MiB to write
`);
});

test('a machine with nothing says so', () => {
  const text = formatMachine({ ...read('no-disk'), nics: [], pci: [], accelerators: [], medium: undefined, unseen: ['dmidecode needs root.'] });
  assert.match(text, /^Disk {10}none that could be seen$/m);
  assert.match(text, /^Network {7}no card that could be seen$/m);
  assert.match(text, /^Accelerators {2}none: language models run on the CPU$/m);
  assert.match(text, /^Medium {8}this system was not started from an install medium$/m);
  assert.match(text, /^Not seen {6}dmidecode needs root\.$/m);
});

test('a disk that calls itself an escape sequence cannot drive the terminal', async () => {
  const machine = await replay('bios-virtio', (capture) => changeDevice(capture, 'vda', (device) => {
    Object.assign(device, { model: 'Evil\x1b[2J\x07Disk\u202e', serial: 'S\x1b]0;owned\x07\r\nMedium  fake', label: '\x9b31m', fstype: 'ext4' });
  }));
  const text = formatMachine(machine);
  assert.ok(!/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/.test(text), JSON.stringify(text));
  assert.ok(text.includes('Evil\\u{1b}[2J\\u{7}Disk\\u{202e}'), text);
  assert.ok(!/^Medium {2}fake/m.test(text), 'a serial cannot start a line of its own');
});

test('whatever a machine calls its parts: 80 columns, no control characters, no line that lies', () => {
  const base = read('nvme-server');
  const anything = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(fc.property(anything, anything, anything, (model, label, mountpoint) => {
    const disks = base.disks.map((disk) => ({ ...disk, model, serial: label, content: { type: model, label }, uses: [{ kind: 'mounted' as const, detail: mountpoint }] }));
    const text = formatMachine({ ...base, disks, product: { name: model, vendor: label }, unseen: [mountpoint] });
    for (const line of text.split('\n')) {
      assert.ok(line.length <= 80, line);
      assert.ok(!/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(line), JSON.stringify(line));
      assert.match(line, /^(?:Machine|Firmware|CPU|Memory|Disk|Network|Accelerators|Medium|Not seen| {8}|$)/);
    }
  }));
});
