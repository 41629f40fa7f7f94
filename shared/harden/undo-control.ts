/**
 * Puts back what a control changed, to the byte. Where a later control changed the same file too, its changes are
 * made again on the restored text, and its own backup becomes that text.
 */
import type { PartContext } from './action.ts';
import { changeMode, textAfter } from './apply-part.ts';
import { installPackage, purgePackage } from './apt.ts';
import type { Backups, Before } from './backups.ts';
import type { Control } from './control.ts';
import { replaceFile } from './replace-file.ts';
import { CommandError } from '../system/host.ts';
import { restoreUnit } from './units.ts';

/** @returns false when there is nothing to undo: it was so before, or never made so */
export async function undoControl(control: Control, all: readonly Control[], backups: Backups, context: PartContext): Promise<boolean> {
  const manifest = backups.all().get(control.id);
  if (!manifest) return false;
  for (const before of manifest.before.toReversed()) await putBack(before, control.id, all, backups, context);
  await backups.forget(control.id);
  for (const part of control.parts(context.facts)) {
    if (part.kind === 'action' && context.findAction(part.name).afterChange === true) await context.findAction(part.name).apply(part.args ?? {}, context);
  }
  return true;
}

async function putBack(before: Before, id: string, all: readonly Control[], backups: Backups, context: PartContext): Promise<void> {
  const { host } = context;
  switch (before.kind) {
    case 'file': return putFileBack(before, id, all, backups, context);
    case 'mode': {
      if (!await host.exists(before.path)) return;
      return changeMode(host, before.path, before);
    }
    case 'sysctl': return putValueBack(before, context);
    case 'package': return before.present ? installPackage(before.name, context) : purgePackage(before.name, context);
    case 'unit': return restoreUnit(host, before.name, before.state);
    case 'action': return context.findAction(before.name).undo?.(before.args, before.saved, context);
  }
}

/** Some values of the kernel can only be raised while it runs. */
async function putValueBack({ key, value }: Extract<Before, { kind: 'sysctl' }>, { host, warn }: PartContext): Promise<void> {
  try {
    await host.run('sysctl', ['--quiet', '--write', `${key}=${value}`]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    await warn(`The kernel keeps ${key} as it is until the next start`);
  }
}

async function putFileBack(before: Extract<Before, { kind: 'file' }>, id: string, all: readonly Control[], backups: Backups, context: PartContext): Promise<void> {
  const { path, mode = 0o644, owner = 'root:root' } = before;
  let { content } = before;
  for (const later of laterUsers(path, id, all, backups)) {
    backups.replace(later.id, path, content);
    content = later.parts(context.facts).reduce((text, part) => textAfter(part, path, text ?? '') ?? text, content);
  }
  await backups.save();
  if (content === undefined) await context.host.remove(path);
  else await replaceFile(context.host, path, content, { mode, owner });
}

function laterUsers(path: string, id: string, all: readonly Control[], backups: Backups): Control[] {
  const order = backups.all().get(id)?.order ?? 0;
  return [...backups.all()]
    .filter(([other, manifest]) => other !== id && manifest.order > order && manifest.before.some((kept) => kept.kind === 'file' && kept.path === path))
    .sort(([, a], [, b]) => a.order - b.order)
    .flatMap(([other]) => all.find((control) => control.id === other) ?? []);
}
