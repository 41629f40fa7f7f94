import type { UsbDevice } from './machine.ts';
import { readLine } from './view.ts';
import type { View } from './view.ts';

const folder = '/sys/bus/usb/devices';

/** Devices on the bus; root hubs (`usb1`) and interfaces (`1-1:1.0`) are left out. */
export async function probeUsb(view: View): Promise<UsbDevice[]> {
  const addresses = (await view.host.list(folder)).filter((name) => /^\d+-[\d.]+$/.test(name));
  return Promise.all(addresses.map(async (address) => ({
    address,
    vendor: await readLine(view, `${folder}/${address}/idVendor`) ?? '',
    product: await readLine(view, `${folder}/${address}/idProduct`) ?? '',
    manufacturer: await readLine(view, `${folder}/${address}/manufacturer`),
    name: await readLine(view, `${folder}/${address}/product`),
  })));
}
