import type { Architecture, Firmware } from './machine.ts';
import { readLine, readNumber, readText } from './view.ts';
import type { View } from './view.ts';

const efi = '/sys/firmware/efi';
/** EFI_GLOBAL_VARIABLE, UEFI specification 2.10, 3.3. */
const globalVariable = '8be4df61-93ca-11d2-aa0d-00e098032b8c';

export async function probeFirmware(view: View, architecture: Architecture): Promise<Firmware> {
  const [vendor, version] = await Promise.all([
    readLine(view, '/sys/class/dmi/id/bios_vendor'), readLine(view, '/sys/class/dmi/id/bios_version')]);
  if (await view.host.exists(efi)) return { ...await probeUefi(view), vendor, version };
  const kind = architecture === 'x86_64' ? 'bios' : 'devicetree';
  return { kind, secureBoot: 'unsupported', variablesWritable: false, vendor, version };
}

async function probeUefi(view: View): Promise<Firmware> {
  const width = await readNumber(view, `${efi}/fw_platform_size`);
  return {
    kind: 'uefi',
    bits: width === 32 || width === 64 ? width : undefined,
    secureBoot: await probeSecureBoot(view),
    variablesWritable: await areVariablesWritable(view),
  };
}

async function probeSecureBoot(view: View): Promise<Firmware['secureBoot']> {
  if ((await view.host.list(`${efi}/efivars`)).length === 0) {
    view.unseen.add('Secure Boot could not be seen: the EFI variables are not mounted.');
    return 'unsupported';
  }
  const [secureBoot, setupMode] = await Promise.all([readFlag(view, 'SecureBoot'), readFlag(view, 'SetupMode')]);
  if (secureBoot === undefined) return 'unsupported';
  if (secureBoot) return 'enabled';
  return setupMode ? 'setup-mode' : 'disabled';
}

/** An efivarfs file is four bytes of attributes, then the value (kernel: Documentation/filesystems/efivarfs.rst). */
async function readFlag(view: View, name: string): Promise<boolean | undefined> {
  try {
    const bytes = await view.host.readBytes(`${efi}/efivars/${name}-${globalVariable}`, 5);
    return bytes.length === 5 ? bytes[4] === 1 : undefined;
  } catch {
    return undefined; // Firmware without Secure Boot has no such variable.
  }
}

async function areVariablesWritable(view: View): Promise<boolean> {
  const mounts = await readText(view, '/proc/self/mountinfo') ?? '';
  const line = mounts.split('\n').find((mount) => mount.includes(' - efivarfs '));
  if (!line) return false;
  const [before = '', after = ''] = line.split(' - ');
  const options = [before.split(' ')[5], after.split(' ')[2]];
  return options.every((list) => list?.split(',').includes('rw'));
}
