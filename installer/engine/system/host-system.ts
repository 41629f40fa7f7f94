/** The live system itself, by its own tools. */
import { hashPassword } from '../../../shared/account/hash-password.ts';
import { measureMachine } from '../../../shared/measure/measure-machine.ts';
import type { Host } from '../../../shared/system/host.ts';
import { saveLogs } from '../../machine/save-logs.ts';
import { applyNetwork } from '../network/apply-network.ts';
import { checkNetwork } from '../network/check-network.ts';
import { readInterfaces } from '../network/read-interfaces.ts';
import { scanWireless } from '../network/scan-wireless.ts';
import { VerbError } from '../verb-error.ts';
import { findKeys } from '../volumes/find-keys.ts';
import { findVolumes, type FoundVolume } from '../volumes/find-volumes.ts';
import { withVolume } from '../volumes/with-volume.ts';
import type { LiveSystem } from './live-system.ts';

/** @param quiet the same without the log: what is looked at every few seconds would fill it */
export function hostSystem(host: Host, quiet: Host, log: (line: string) => void): LiveSystem {
  return {
    hashPassword: (password) => hashPassword(host, password),
    measure: ({ machine, ...options }) => measureMachine(host, machine, options),
    interfaces: (machine) => readInterfaces(quiet, machine),
    checkNetwork: (what, signal) => checkNetwork(quiet, what, signal),
    applyNetwork: (machine, network) => applyNetwork(host, machine, network, { quiet }),
    scanWireless: (device) => scanWireless(host, device),
    volumes: async (avoid) => (await findVolumes(host, avoid)).filter(({ writable }) => writable).map(({ path, title }) => ({ path, title })),
    saveText: async (volume, avoid, name, text) => withVolume(host, await writable(host, volume, avoid), 'write', async (inside) => {
      const free = await freeName(inside, name);
      await inside.writeFile(`/${free}`, text, { mode: 0o600 });
      return free;
    }),
    saveLogs: async (volume, avoid) => withVolume(host, await writable(host, volume, avoid), 'write', async (inside) => {
      const folder = await saveLogs(host, '', AbortSignal.timeout(120_000), inside);
      return folder.slice(1);
    }),
    findKeys: async (avoid) => findKeys(host, await findVolumes(host, avoid), log),
    power: async (action) => { await host.run('systemctl', [action]); },
    showConsole: async () => { await host.run('chvt', ['2']); },
    // The live system's cognos-keyboard.path watches it.
    setKeyboard: ({ layout, variant = '', model = '' }) => host.writeFile('/run/cognos/ui/keyboard', `${layout}\n${variant}\n${model}\n`),
    findReader: async () => {
      if (!await host.exists('/usr/bin/orca')) return 'none';
      return (await host.readFile('/proc/cmdline')).split(/\s+/).includes('cognos.speech') ? 'on' : 'off';
    },
    // cognos-reader.path watches it, and the reader itself for its language.
    setReader: (isOn, language) => host.writeFile('/run/cognos/ui/reader', `${isOn ? 'on' : 'off'}\n${language}\n`),
  };
}

/** Looked for once more: what was offered may have been pulled out, or chosen to install to. */
async function writable(host: Host, path: string, avoid: readonly string[]): Promise<FoundVolume> {
  const volume = (await findVolumes(host, avoid)).find((each) => each.path === path && each.writable);
  if (!volume) throw new VerbError('no-volume', `${path} is no volume that can be written to`, 'Plug it in again, and look which volumes there are.');
  return volume;
}

/** What somebody saved before is not overwritten: `cognos-user-data-2.yaml`. */
async function freeName(inside: Host, name: string): Promise<string> {
  const [, stem = name, ending = ''] = /^(.*)(\.[^.]+)$/.exec(name) ?? [];
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${stem}-${number}${ending}`;
    if (!await inside.exists(`/${candidate}`)) return candidate;
  }
}
