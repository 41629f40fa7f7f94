/** How things are, for the parts of many controls at once: one command a kind of part, not one a part. */
import type { Part } from './control.ts';
import { readStates, type FileState } from './file-state.ts';
import type { Host } from '../system/host.ts';

export interface Seen {
  states: ReadonlyMap<string, FileState>;
  /** Installed ones. */
  packages: ReadonlySet<string>;
  /** `enabled`, `masked`…; empty for a unit that is not there. */
  units: ReadonlyMap<string, string>;
  /** Mount point -> options. */
  mounts: ReadonlyMap<string, readonly string[]>;
}

export async function lookAt(host: Host, parts: readonly Part[]): Promise<Seen> {
  const paths = parts.flatMap((part) => (part.kind === 'file' || part.kind === 'mode' || part.kind === 'settings' ? [part.path] : []));
  return {
    states: await readStates(host, paths),
    packages: parts.some(({ kind }) => kind === 'package') ? await installedPackages(host) : new Set(),
    units: await unitStates(host, parts.flatMap((part) => (part.kind === 'unit' ? [part.name] : []))),
    mounts: parts.some(({ kind }) => kind === 'mount') ? await mountOptions(host) : new Map(),
  };
}

export async function installedPackages(host: Host): Promise<Set<string>> {
  const text = await host.run('dpkg-query', ['--show', '--showformat=${db:Status-Abbrev} ${Package}\n']);
  return new Set(text.split('\n').flatMap((line) => (/^.i/.test(line) ? [line.split(/\s+/)[1] ?? ''] : [])));
}

/** One at a time: for many, systemctl leaves out the lines of those that it does not find. */
async function unitStates(host: Host, names: readonly string[]): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  for (const name of new Set(names)) states.set(name, (await host.run('systemctl', ['is-enabled', name], { okExitCodes: [0, 1, 4] })).trim());
  return states;
}

async function mountOptions(host: Host): Promise<Map<string, string[]>> {
  const text = await host.exists('/proc/self/mounts') ? await host.readFile('/proc/self/mounts') : '';
  return new Map(text.split('\n').flatMap((line): [string, string[]][] => {
    const [, at, , options] = line.split(' ');
    return at === undefined || options === undefined ? [] : [[at, options.split(',')]];
  }));
}
