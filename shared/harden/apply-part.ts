/** Makes one part of a control so. What was there before is kept first. */
import type { PartContext } from './action.ts';
import { applyMount } from './apply-mount.ts';
import { applySettings } from './apply-settings.ts';
import { installPackage, purgePackage } from './apt.ts';
import type { Backups, Before } from './backups.ts';
import { sysctlPath } from './check-part.ts';
import type { Part } from './control.ts';
import { readStates, type FileState } from './file-state.ts';
import { fileText } from './file-text.ts';
import type { Seen } from './look.ts';
import { readText } from '../system/read-text.ts';
import { replaceFile } from './replace-file.ts';
import { setUnit } from './units.ts';

export interface Applying extends PartContext {
  /** Of the control that the part belongs to. */
  id: string;
  backups: Backups;
  seen: Seen;
}

export async function applyPart(part: Part, applying: Applying): Promise<void> {
  const { host, seen } = applying;
  switch (part.kind) {
    case 'file': case 'settings': return edit(part.path, part, applying);
    case 'absent': {
      await keepFile(part.path, applying);
      return host.remove(part.path);
    }
    case 'mode': return setMode(part, applying);
    case 'sysctl': {
      await keep({ kind: 'sysctl', key: part.key, value: (await readText(host, sysctlPath(part.key)) ?? '').trim() }, applying);
      await host.run('sysctl', ['--quiet', '--write', `${part.key}=${part.value}`]);
      return;
    }
    case 'package': {
      await keep({ kind: 'package', name: part.name, present: seen.packages.has(part.name) }, applying);
      return part.present ? installPackage(part.name, applying) : purgePackage(part.name, applying);
    }
    case 'unit': {
      await keep({ kind: 'unit', name: part.name, state: seen.units.get(part.name) ?? '' }, applying);
      return setUnit(host, part.name, part.state);
    }
    case 'mount': {
      await edit('/etc/fstab', part, applying);
      if (seen.mounts.has(part.at)) await host.run('mount', ['-o', ['remount', ...part.options].join(','), part.at]);
      return;
    }
    case 'action': {
      const action = applying.findAction(part.name);
      const args = part.args ?? {};
      if (action.save) await keep({ kind: 'action', name: part.name, args, saved: await action.save(args, applying) }, applying);
      return action.apply(args, applying);
    }
  }
}

/** What a part would make of a file's text; undefined for a part that has nothing to do with it. */
export function textAfter(part: Part, path: string, text: string): string | undefined {
  if (part.kind === 'file' && part.path === path) return fileText(part, text);
  if (part.kind === 'settings' && part.path === path) return applySettings(text, part);
  if (part.kind === 'mount' && path === '/etc/fstab') return applyMount(text, part);
  return undefined;
}

/** Mode and owner that a file gets with a part: what the part says, else what it had. */
export function stateAfter(part: Part, state: FileState | undefined): FileState {
  const mode = part.kind === 'file' ? part.mode ?? 0o644 : part.kind === 'settings' ? part.mode : undefined;
  return { mode: mode ?? state?.mode ?? 0o644, owner: part.kind === 'file' ? 'root:root' : state?.owner ?? 'root:root' };
}

async function edit(path: string, part: Part, applying: Applying): Promise<void> {
  const { host } = applying;
  const text = await readText(host, path);
  const state = (await readStates(host, [path])).get(path);
  const [after, wanted] = [textAfter(part, path, text ?? '') ?? '', stateAfter(part, state)];
  if (after === text && wanted.mode === state?.mode && wanted.owner === state.owner) return;
  await keep({ kind: 'file', path, content: text, ...state }, applying);
  await replaceFile(host, path, after, wanted);
}

async function keepFile(path: string, applying: Applying): Promise<void> {
  const state = (await readStates(applying.host, [path])).get(path);
  await keep({ kind: 'file', path, content: await readText(applying.host, path), ...state }, applying);
}

async function setMode({ path, mode, owner }: Extract<Part, { kind: 'mode' }>, applying: Applying): Promise<void> {
  const { host, seen } = applying;
  const state = seen.states.get(path);
  if (!state) return;
  await keep({ kind: 'mode', path, ...state }, applying);
  await changeMode(host, path, { mode, owner: owner ?? state.owner }, state);
}

/** The owner first: chown takes setuid bits away. */
export async function changeMode(host: PartContext['host'], path: string, { mode, owner }: FileState, before?: FileState): Promise<void> {
  if (owner !== before?.owner) await host.run('chown', [owner, '--', path]);
  await host.run('chmod', [mode.toString(8).padStart(4, '0'), '--', path]);
}

async function keep(before: Before, { id, backups }: Applying): Promise<void> {
  backups.keep(id, before);
  await backups.save();
}
