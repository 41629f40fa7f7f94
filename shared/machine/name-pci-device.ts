import { readText } from './view.ts';
import type { View } from './view.ts';

/** Of Debian's package pci.ids, which need not be installed. */
const file = '/usr/share/misc/pci.ids';

/** Longest name taken from the file: it is shown in tables. */
const maxLength = 80;

/** "NVIDIA GeForce RTX 4090" of "AD102 [GeForce RTX 4090]"; undefined without the file or the device in it. */
export async function namePciDevices(view: View, devices: readonly { vendor: string; device: string }[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  if (devices.length === 0) return names;
  const wanted = new Map(devices.map(({ vendor, device }) => [`${vendor}:${device}`, device]));
  let vendor = '';
  let maker = '';
  for (const line of (await readText(view, file) ?? '').split('\n')) {
    const [, tab, id = '', name = ''] = /^(\t?)([0-9a-f]{4}) {2}(.+)$/.exec(line) ?? [];
    if (tab === '') [vendor, maker] = [id, name];
    else if (tab && wanted.has(`${vendor}:${id}`)) names.set(`${vendor}:${id}`, join(maker, name).slice(0, maxLength));
  }
  return names;
}

function join(maker: string, name: string): string {
  const short = /\[(.+)\]$/.exec(name)?.[1] ?? name;
  const by = maker.startsWith('Advanced Micro Devices') ? 'AMD' : maker.split(' ')[0]?.replace(',', '') ?? '';
  return short.toLowerCase().startsWith(by.toLowerCase()) ? short : `${by} ${short}`;
}
