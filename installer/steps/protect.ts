/**
 * Controls on a target that never ran: each file is read and written once, however many controls have lines in it.
 * What was there is kept for `cognos-harden undo`, as first boot keeps it.
 */
import { changeMode, stateAfter, textAfter } from '../../shared/harden/apply-part.ts';
import { openBackups, type Backups } from '../../shared/harden/backups.ts';
import { readStates, type FileState } from '../../shared/harden/file-state.ts';
import { readText } from '../../shared/system/read-text.ts';
import { replaceFile } from '../../shared/harden/replace-file.ts';
import type { Handler, OfflinePart } from '../../shared/plan/step.ts';
import type { Host } from '../../shared/system/host.ts';

interface Draft { text: string | undefined; state: FileState | undefined; changed: boolean }
interface Work { target: Host; backups: Backups; files: Map<string, Draft>; modes: Map<string, FileState>; units: { name: string; masked: boolean }[] }

export const protect: Handler<'protect'> = async ({ controls, group }, { target }) => {
  const backups = await openBackups(target, `install-${group}`);
  const paths = controls.flatMap(({ parts }) => parts.flatMap((part) => pathOf(part) ?? []));
  const states = await readStates(target, paths);
  const work: Work = { target, backups, files: new Map(), modes: new Map(), units: [] };
  for (const path of new Set(paths)) work.files.set(path, { text: await readFileText(target, path), state: states.get(path), changed: false });
  for (const { id, parts } of controls) for (const part of parts) draft(id, part, work);
  // Before the first change: what is kept must not come after it.
  await backups.save();
  await carryOut(work);
};

/** A folder has modes and no text. */
async function readFileText(target: Host, path: string): Promise<string | undefined> {
  try {
    return await readText(target, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') return undefined;
    throw error;
  }
}

function pathOf(part: OfflinePart): string | undefined {
  return part.kind === 'mount' ? '/etc/fstab' : part.kind === 'unit' ? undefined : part.path;
}

function draft(id: string, part: OfflinePart, { backups, files, modes, units }: Work): void {
  if (part.kind === 'unit') {
    backups.keep(id, { kind: 'unit', name: part.name, state: 'disabled' });
    units.push({ name: part.name, masked: part.state === 'masked' });
    return;
  }
  const path = part.kind === 'mount' ? '/etc/fstab' : part.path;
  const { text, state } = files.get(path) ?? { text: undefined, state: undefined };
  if (part.kind === 'mode') {
    const wanted = { mode: part.mode, owner: part.owner ?? state?.owner ?? 'root:root' };
    if (!state || (state.mode === wanted.mode && state.owner === wanted.owner)) return;
    backups.keep(id, { kind: 'mode', path, ...state });
    modes.set(path, wanted);
    return;
  }
  const [after, wanted] = [textAfter(part, path, text ?? '') ?? '', stateAfter(part, state)];
  if (after === text && wanted.mode === state?.mode && wanted.owner === state.owner) return;
  backups.keep(id, { kind: 'file', path, content: text, ...state });
  files.set(path, { text: after, state: wanted, changed: true });
}

async function carryOut({ target, files, modes, units }: Work): Promise<void> {
  for (const [path, { text, state, changed }] of files) if (changed && text !== undefined && state) await replaceFile(target, path, text, state);
  for (const [path, wanted] of modes) await changeMode(target, path, wanted);
  // In a root that does not run, systemctl changes the links and starts nothing.
  for (const { name, masked } of units) await target.run('systemctl', [masked ? 'mask' : 'enable', '--quiet', name]);
}
