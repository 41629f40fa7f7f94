/** Where the form begins: the cable that is plugged in, else any cable, else Wi-Fi. */
import type { Nic } from '../../../../../shared/machine/machine.ts';
import type { NetworkForm } from './network-form.ts';

export function firstForm(nics: readonly Nic[]): NetworkForm {
  const wired = nics.filter(({ wireless }) => !wireless);
  const nic = wired.find(({ link }) => link) ?? wired[0] ?? nics[0];
  if (!nic) return { device: 'eth0' };
  return onDevice({ device: nic.name }, nic.name, nics);
}

/** The same addresses on another device. */
export function onDevice({ vlan, fixed }: NetworkForm, device: string, nics: readonly Nic[]): NetworkForm {
  const wired = nics.filter(({ wireless }) => !wireless).map(({ name }) => name);
  const isWireless = nics.find(({ name }) => name === device)?.wireless ?? false;
  return {
    device,
    ...(device === 'bond' ? { bond: { members: wired, mode: 'active-backup' } } : {}),
    ...(isWireless ? { wireless: { ssid: '', key: '', hidden: false, wpa3: false } } : {}),
    // A wireless network carries no tags.
    ...(vlan === undefined || isWireless ? {} : { vlan }), ...(fixed ? { fixed } : {}),
  };
}
