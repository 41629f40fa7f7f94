import type { PciDevice } from './machine.ts';
import { readLine, readLinkName } from './view.ts';
import type { View } from './view.ts';

const folder = '/sys/bus/pci/devices';

/** By address; ids only, their names are looked up where they are shown. */
export async function probePci(view: View): Promise<PciDevice[]> {
  return Promise.all((await view.host.list(folder)).map((address) => probeDevice(view, address)));
}

async function probeDevice(view: View, address: string): Promise<PciDevice> {
  const path = `${folder}/${address}`;
  const [pciClass, vendor, device, subsystemVendor, subsystemDevice] = await Promise.all(
    ['class', 'vendor', 'device', 'subsystem_vendor', 'subsystem_device'].map((file) => readId(view, `${path}/${file}`)));
  return {
    address,
    class: pciClass ?? '',
    vendor: vendor ?? '',
    device: device ?? '',
    // A bridge has no subsystem; the kernel says so with zeros.
    subsystemVendor: subsystemVendor === '0000' ? undefined : subsystemVendor,
    subsystemDevice: subsystemVendor === '0000' ? undefined : subsystemDevice,
    driver: await readLinkName(view, `${path}/driver`),
  };
}

async function readId(view: View, path: string): Promise<string | undefined> {
  return (await readLine(view, path))?.replace(/^0x/, '').toLowerCase();
}
