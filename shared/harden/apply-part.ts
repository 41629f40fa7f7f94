/** Makes one part of a control so. What was there before is kept first. */
import type { PartContext } from './action.ts';
import { applyMount } from './apply-mount.ts';
import { applySettings } from './apply-settings.ts';
import { installPackage, purgePackage } from './apt.ts';
import type { Backups } from './backups.ts';
import { sysctlPath } from './check-part.ts';
import type { Part } from './control.ts';
import { readStates } from './file-state.ts';
import type { Seen } from './look.ts';
import { readText } from './read-text.ts';
import { replaceFile } from './replace-file.ts';
import { setUnit } from './units.ts';

export interface Changing extends Pick<PartContext, 'host' | 'signal'> {
  /** Of the control that the part belongs to. */
  id: string;
  backups: Backups;
  seen: Seen;
}
export interface Applying extends PartContext, Changing {
  host: PartContext['host'];
  signal?: AbortSignal | undefined;
}
/** What is wholly in the part itself: needs neither facts nor code of its own. */
export type PlainPart = Exclude<Part, { kind: 'action' }>;

export async function applyPart(part: Part, applying: Applying): Promise<void> {
  if (part.kind !== 'action') return applyPlainPart(part, applying);
  const action = applying.findAction(part.name);
  const args = part.args ?? {};
  if (action.save) await applying.backups.keep(applying.id, { kind: 'action', name: part.name, args, saved: await action.save(args, applying) });
  await action.apply(args, applying);
}

export async function applyPlainPart(part: PlainPart, changing: Changing): Promise<void> {
  const { host, id, backups, seen } = changing;
  switch (part.kind) {
    case 'file': return change(part.path, () => part.content, changing, { mode: part.mode ?? 0o644, owner: 'root:root' });
    case 'settings': return change(part.path, (text) => applySettings(text, part), changing, part.mode === undefined ? {} : { mode: part.mode });
    case 'absent': {
      await keepFile(part.path, changing);
      return host.remove(part.path);
    }
    case 'mode': return setMode(part, changing);
    case 'sysctl': {
      await backups.keep(id, { kind: 'sysctl', key: part.key, value: (await readText(host, sysctlPath(part.key)) ?? '').trim() });
      await host.run('sysctl', ['--quiet', '--write', `${part.key}=${part.value}`]);
      return;
    }
    case 'package': {
      await backups.keep(id, { kind: 'package', name: part.name, present: seen.packages.has(part.name) });
      return part.present ? installPackage(part.name, changing) : purgePackage(part.name, changing);
    }
    case 'unit': {
      await backups.keep(id, { kind: 'unit', name: part.name, state: seen.units.get(part.name) ?? '' });
      return setUnit(host, part.name, part.state);
    }
    case 'mount': {
      await change('/etc/fstab', (text) => applyMount(text, part), changing, {});
      if (seen.mounts.has(part.at)) await host.run('mount', ['-o', ['remount', ...part.options].join(','), part.at]);
      return;
    }
  }
}

/** What a part would make of a file's text; undefined for a part that has nothing to do with it. */
export function textAfter(part: Part, path: string, text: string): string | undefined {
  if (part.kind === 'file' && part.path === path) return part.content;
  if (part.kind === 'settings' && part.path === path) return applySettings(text, part);
  if (part.kind === 'mount' && path === '/etc/fstab') return applyMount(text, part);
  return undefined;
}

async function change(path: string, edit: (text: string) => string, changing: Changing, wanted: { mode?: number; owner?: string }): Promise<void> {
  const { host } = changing;
  await keepFile(path, changing);
  const text = await readText(host, path);
  const state = (await readStates(host, [path])).get(path);
  await replaceFile(host, path, edit(text ?? ''), { mode: wanted.mode ?? state?.mode ?? 0o644, owner: wanted.owner ?? state?.owner ?? 'root:root' });
}

async function keepFile(path: string, { host, id, backups }: Changing): Promise<void> {
  const state = (await readStates(host, [path])).get(path);
  await backups.keep(id, { kind: 'file', path, ...state }, await readText(host, path));
}

async function setMode({ path, mode, owner }: Extract<Part, { kind: 'mode' }>, { host, id, backups, seen }: Changing): Promise<void> {
  const state = seen.states.get(path);
  if (!state) return;
  await backups.keep(id, { kind: 'mode', path, ...state });
  // The owner first: chown takes setuid bits away.
  if (owner !== undefined && owner !== state.owner) await host.run('chown', [owner, '--', path]);
  await host.run('chmod', [mode.toString(8).padStart(4, '0'), '--', path]);
}
