/** Keys that people will write with good reason and that this release cannot do: each with its own sentence. */
import type { Path } from './document.ts';

const refusals: [path: string, code: string, message: string][] = [
  ['cognos.storage.raid', 'not-in-this-release', 'this release installs to one disk and cannot build RAID yet; leave raid out'],
  ['network.tunnels', 'not-in-this-release', 'this release does not carry tunnels over; write a netplan file with write_files and run netplan apply in runcmd'],
  ['network.modems', 'not-in-this-release', 'modems need NetworkManager, and CognOS runs networkd; leave modems out'],
  ['network.openvswitch', 'not-in-this-release', 'this release does not carry Open vSwitch over; write a netplan file with write_files and run netplan apply in runcmd'],
  ['network.nm-devices', 'not-in-this-release', 'nm-devices needs NetworkManager, and CognOS runs networkd; leave it out'],
  ['network.dummy-devices', 'not-in-this-release', 'dummy-devices is newer than netplan 0.106, which Debian 12 has; leave it out'],
];

export function refusedKey(path: Path): { code: string; message: string } | undefined {
  const [, code, message] = refusals.find(([refused]) => refused === path.join('.')) ?? [];
  return code === undefined || message === undefined ? undefined : { code, message };
}
