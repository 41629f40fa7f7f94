import { mountpointsOf, withDescendants } from './block-device.ts';
import type { BlockDevice } from './block-device.ts';
import type { Medium } from './machine.ts';
import { checkSystemImage } from './read-machine.ts';
import { readText } from './view.ts';
import type { View } from './view.ts';

/** Where the live system mounts the medium it was booted from. */
export const mediumMountpoint = '/run/cognos/medium';

/** The medium and the system on it, or undefined when this system was not booted from one. */
export async function probeMedium(view: View, devices: BlockDevice[]): Promise<Medium | undefined> {
  const text = await readText(view, `${mediumMountpoint}/cognos/system.json`);
  if (text === undefined) return undefined;
  const image = checkSystemImage(text);
  if (typeof image === 'string') {
    view.unseen.add(`The system on the medium could not be read: ${mediumMountpoint}/cognos/system.json ${image}.`);
    return undefined;
  }
  const device = devices.flatMap(withDescendants).find((each) => mountpointsOf(each).includes(mediumMountpoint));
  return { mountpoint: mediumMountpoint, label: device?.label ?? '', image };
}
