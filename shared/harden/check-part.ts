/** Whether one part of a control is so. Changes nothing. */
import type { Host } from '../system/host.ts';
import type { PartContext } from './action.ts';
import { hasFlags, mountHolds } from './apply-mount.ts';
import { fileText } from './file-text.ts';
import { settingsHold } from './apply-settings.ts';
import type { Part } from './control.ts';
import type { Seen } from './look.ts';
import { readText } from '../system/read-text.ts';

/** @returns what is not so, in a few words; undefined when all is */
export async function checkPart(part: Part, seen: Seen, context: PartContext): Promise<string | undefined> {
  const { host } = context;
  switch (part.kind) {
    case 'file': return await isRight(part, host) ? modeFault(part.path, part.mode ?? 0o644, 'root:root', seen) : `${part.path} says something else`;
    case 'settings': {
      if (!settingsHold(await readText(host, part.path) ?? '', part)) return `${part.path} does not say ${Object.keys(part.values).join(', ')} as it should`;
      return part.mode === undefined ? undefined : modeFault(part.path, part.mode, undefined, seen);
    }
    case 'absent': return await host.exists(part.path) ? `${part.path} is there` : undefined;
    case 'mode': return modeFault(part.path, part.mode, part.owner, seen);
    case 'sysctl': return sysctlFault(part.key, part.value, host);
    case 'package': return seen.packages.has(part.name) === part.present ? undefined : `${part.name} is ${part.present ? 'not ' : ''}installed`;
    case 'unit': return unitFault(part, seen.units.get(part.name) ?? '');
    case 'mount': return mountFault(part, seen, host);
    case 'action': return context.findAction(part.name).check(part.args ?? {}, context);
  }
}

async function isRight(part: Extract<Part, { kind: 'file' }>, host: Host): Promise<boolean> {
  const text = await readText(host, part.path);
  return text !== undefined && fileText(part, text) === text;
}

/** A file that is not there has no mode to be wrong. */
function modeFault(path: string, mode: number, owner: string | undefined, { states }: Seen): string | undefined {
  const state = states.get(path);
  if (!state) return undefined;
  if (state.mode !== mode) return `${path} has mode ${octal(state.mode)}, not ${octal(mode)}`;
  return owner === undefined || state.owner === owner ? undefined : `${path} belongs to ${state.owner}, not ${owner}`;
}

export function sysctlPath(key: string): string {
  return `/proc/sys/${key.replaceAll('.', '/')}`;
}

/** A kernel that does not know the key (no IPv6, no Yama) has nothing to be set. */
async function sysctlFault(key: string, value: string, host: Host): Promise<string | undefined> {
  const now = (await readText(host, sysctlPath(key)))?.trim();
  return now === undefined || now === value ? undefined : `${key} is ${now}, not ${value}`;
}

function unitFault({ name, state }: Extract<Part, { kind: 'unit' }>, now: string): string | undefined {
  const fits = {
    enabled: ['enabled', 'enabled-runtime', 'static', 'alias', 'generated'],
    disabled: ['disabled', 'masked', 'static', 'indirect', '', 'not-found'],
    masked: ['masked', '', 'not-found'],
  }[state].includes(now);
  return fits ? undefined : `${name} is ${now || 'not there'}, not ${state}`;
}

/** A place of fstab that is not mounted yet is right from the next start on. */
async function mountFault(part: Extract<Part, { kind: 'mount' }>, { mounts }: Seen, host: Host): Promise<string | undefined> {
  if (!mountHolds(await readText(host, '/etc/fstab') ?? '', part)) return `/etc/fstab does not mount ${part.at} with ${part.options.join(',')}`;
  const now = mounts.get(part.at);
  return now === undefined || hasFlags(now, part.options) ? undefined : `${part.at} is mounted with ${now.join(',')}`;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
