import type { Machine } from './machine.ts';
import { readLine } from './view.ts';
import type { View } from './view.ts';

const dmi = '/sys/class/dmi/id';
const devicetree = '/proc/device-tree';

/** SMBIOS through sysfs; boards without it name themselves in the device tree. Serial and UUID are readable by root only. */
export async function probeProduct(view: View): Promise<Machine['product']> {
  const [vendor, name, serial, uuid, assetTag] = await Promise.all(
    ['sys_vendor', 'product_name', 'product_serial', 'product_uuid', 'chassis_asset_tag']
      .map((file) => readLine(view, `${dmi}/${file}`)));
  if (vendor ?? name) return { vendor, name, serial, uuid, assetTag };
  return { name: await readLine(view, `${devicetree}/model`), serial: await readLine(view, `${devicetree}/serial-number`) };
}
