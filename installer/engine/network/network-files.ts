/** The files that make the live system's network: which they are now, and others in their place. */
import { stringify } from 'yaml';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { NetworkAnswers } from '../../../shared/protocol/answers.ts';
import { readText } from '../../../shared/system/read-text.ts';
import type { Host } from '../../../shared/system/host.ts';
import { planNetwork } from '../../planner/plan-network.ts';
import { wpa3Paths } from '../../planner/plan-wpa3.ts';

export const netplanFile = '/etc/netplan/60-cognos.yaml';
type Dictionary = Record<string, unknown>;

/** Path -> text; undefined where there is to be none. */
export type NetworkFiles = ReadonlyMap<string, string | undefined>;

/** What the plan makes of the spec, on the live system itself; `network` is version 2. */
export function filesOf(machine: Machine, spec: NetworkAnswers['spec']): { files: NetworkFiles; network: Dictionary } {
  const files = new Map<string, string>();
  let network: Dictionary = {};
  for (const step of planNetwork(machine, spec)) {
    if (step.kind !== 'write-file') continue;
    if ('text' in step.content) files.set(step.path, step.content.text);
    if (!('yaml' in step.content)) continue;
    network = (step.content.yaml as { network: Dictionary }).network;
    files.set(step.path, `# Written by the installer for as long as it runs.\n${stringify(step.content.yaml, { version: '1.1', lineWidth: 0 })}`);
  }
  // What netplan reads says nothing of WPA3.
  return { files, network: spec?.version === 2 ? { ...spec } : network };
}

/** Those of the given paths, and what an earlier answer may have left for the wireless cards. */
export async function readFiles(host: Host, { nics }: Machine, paths: Iterable<string>): Promise<NetworkFiles> {
  const own = nics.filter(({ wireless }) => wireless).flatMap(({ name }) => Object.values(wpa3Paths(name)));
  const all = [...new Set([netplanFile, ...own, ...paths])];
  return new Map(await Promise.all(all.map(async (path) => [path, await readText(host, path)] as const)));
}

/** What `now` has and `files` has not is taken away. Mode 0600: they hold keys. */
export async function putFiles(host: Host, files: NetworkFiles, now: NetworkFiles): Promise<void> {
  for (const path of new Set([...now.keys(), ...files.keys()])) {
    const text = files.get(path);
    if (text === now.get(path)) continue;
    if (text === undefined) await host.remove(path);
    else {
      await host.makeDirectory(path.slice(0, path.lastIndexOf('/')));
      await host.writeFile(path, text, { mode: 0o600 });
    }
  }
}
