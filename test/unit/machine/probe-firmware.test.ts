import assert from 'node:assert/strict';
import test from 'node:test';
import type { Firmware } from '../../../shared/machine/machine.ts';
import { replay } from './replay.ts';
import type { Capture } from './replay.ts';

const efivars = '/sys/firmware/efi/efivars';
const guid = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
const variable = (value: number): string => `\x06\0\0\0${String.fromCharCode(value)}`;

async function uefi(change: (capture: Capture) => void = () => undefined): Promise<Firmware> {
  return (await replay('uefi-virtio', change)).firmware;
}

test('BIOS: no Secure Boot, no variables', async () => {
  assert.deepEqual((await replay('bios-virtio')).firmware, { kind: 'bios', secureBoot: 'unsupported', variablesWritable: false, vendor: 'SeaBIOS', version: '1.16.2-debian-1.16.2-1' });
});

test('UEFI in setup mode, as captured', async () => {
  assert.deepEqual(await uefi(), { kind: 'uefi', bits: 64, secureBoot: 'setup-mode', variablesWritable: true, vendor: 'EFI Development Kit II / OVMF', version: '0.0.0' });
});

test('Secure Boot on and off are the fifth byte of the variable', async () => {
  const set = (secure: number, setup: number) => ({ files }: Capture): void => {
    files[`${efivars}/SecureBoot-${guid}`] = variable(secure);
    files[`${efivars}/SetupMode-${guid}`] = variable(setup);
  };
  assert.equal((await uefi(set(1, 0))).secureBoot, 'enabled');
  assert.equal((await uefi(set(0, 0))).secureBoot, 'disabled');
});

test('firmware without the variables has no Secure Boot', async () => {
  const firmware = await uefi(({ files }) => {
    for (const path of Object.keys(files)) if (path.includes('SecureBoot-')) delete files[path];
    files[`${efivars}/BootOrder-${guid}`] = variable(0);
  });
  assert.equal(firmware.secureBoot, 'unsupported');
});

test('efivarfs that is not mounted is said and not writable', async () => {
  const machine = await replay('uefi-virtio', ({ files }) => {
    for (const path of Object.keys(files)) if (path.startsWith(efivars)) delete files[path];
    files['/proc/self/mountinfo'] = (files['/proc/self/mountinfo'] ?? '').split('\n').filter((line) => !line.includes('efivarfs')).join('\n');
  });
  assert.equal(machine.firmware.variablesWritable, false);
  assert.deepEqual(machine.unseen, ['Secure Boot could not be seen: the EFI variables are not mounted.']);
});

test('efivarfs mounted read-only is not writable', async () => {
  const firmware = await uefi(({ files }) => { files['/proc/self/mountinfo'] = '30 20 0:30 / /sys/firmware/efi/efivars ro,nosuid - efivarfs efivarfs rw\n'; });
  assert.equal(firmware.variablesWritable, false);
});

test('a 32-bit UEFI on a 64-bit CPU is seen as one', async () => {
  assert.equal((await uefi(({ files }) => { files['/sys/firmware/efi/fw_platform_size'] = '32\n'; })).bits, 32);
});

test('a TPM is there in version 2, 1 or not at all', async () => {
  const tpm = async (major: string): Promise<unknown> => (await replay('uefi-virtio', ({ files }) => { files['/sys/class/tpm/tpm0/tpm_version_major'] = major; })).tpm;
  assert.deepEqual(await tpm('2\n'), { present: true, version: '2.0' });
  assert.deepEqual(await tpm('1\n'), { present: true, version: '1.2' });
  assert.deepEqual((await replay('uefi-virtio')).tpm, { present: false });
});
