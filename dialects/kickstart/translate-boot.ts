/** bootloader, and how the installation ends. */
import { kernelSetting } from '../../shared/foreign/kernel-setting.ts';
import type { Path } from '../../shared/spec/document.ts';
import { numberOf } from './number-of.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';

/** Words of dracut, SELinux, Plymouth and Anaconda, and `crashkernel=auto`, which only Red Hat's kernels knew. */
const foreign = /^(rhgb|crashkernel=auto|(rd|inst)\..*|selinux=.*|enforcing=.*|biosdevname=.*|resume=.*|noresume|ks.*)$/;

export function translateBoot(sheet: Sheet): void {
  const loader = sheet.last('bootloader');
  if (loader) translateLoader(sheet, loader);
  for (const statement of sheet.all('zipl', 'lilo', 'lilocheck')) sheet.notApplicable(statement, 'is for another boot loader; GRUB starts the machine, on UEFI and on BIOS');
  translateEnd(sheet);
}

function translateLoader(sheet: Sheet, loader: Statement): void {
  const location = sheet.value(loader, 'location');
  if (sheet.has(loader, 'password', 'md5pass')) return sheet.refused(loader, 'GRUB gets no password here; leave it out, and protect the machine\'s firmware instead');
  if (location === 'none' || sheet.has(loader, 'disabled')) return sheet.refused(loader, 'without a boot loader the machine would not start; write bootloader --location=mbr');
  if (sheet.has(loader, 'extlinux', 'sdboot')) return sheet.refused(loader, 'GRUB is the boot loader, on UEFI and on BIOS; leave --extlinux and --sdboot out');
  sheet.has(loader, 'driveorder', 'iscrypted', 'upgrade', 'linear', 'nolinear', 'lba32', 'nombr', 'default');
  sheet.applied(loader, location === 'partition' || location === 'boot' ? 'GRUB goes onto the disk, for UEFI and for BIOS, not into a partition' : undefined);
  writeSettings(sheet, loader);
}

function writeSettings(sheet: Sheet, loader: Statement): void {
  const words = sheet.value(loader, 'append')?.split(/\s+/).filter(Boolean) ?? [];
  const kept = words.filter((word) => !foreign.test(word));
  const timeout = sheet.value(loader, 'timeout');
  if (kept.some((word) => /^net\.ifnames=/.test(word))) return sheet.refused(loader, 'net.ifnames would take from the interfaces the names by which CognOS knows them; leave it out of --append');
  const setting = kept.length > 0 ? kernelSetting(kept.join(' ')) : '';
  if (setting === undefined) return sheet.refused(loader, '--append has characters that GRUB\'s configuration would not take as they are; leave them out');
  if (timeout !== undefined && numberOf(timeout) === undefined) return sheet.refused(loader, '--timeout is no number of seconds; write for example --timeout=5');
  const left = words.filter((word) => foreign.test(word)).map((word) => word.split('=')[0]?.slice(0, 24));
  const leftNote = left.length > 0 ? `${[...new Set(left)].join(', ')} would mean nothing here and ${left.length > 1 ? 'are' : 'is'} left out` : undefined;
  if (setting === '' && timeout === undefined) return sheet.applied(loader, leftNote);
  const lines = [...setting === '' ? [] : [setting], ...timeout === undefined ? [] : [`GRUB_TIMEOUT=${Number(timeout)}`]];
  sheet.append(['write_files'], { path: '/etc/default/grub.d/kickstart.cfg', content: `${lines.join('\n')}\n` });
  sheet.append(['runcmd'], ['update-grub']);
  sheet.translated(loader, [['write_files'], ['runcmd']], 'from the second start on');
  if (leftNote !== undefined) sheet.translated(loader, [], leftNote);
}

const ends: Record<string, string> = { reboot: 'reboot', poweroff: 'poweroff', shutdown: 'poweroff', halt: 'stay' };

function translateEnd(sheet: Sheet): void {
  const end = sheet.last(...Object.keys(ends));
  if (!end) return;
  const path: Path = ['cognos', 'install', 'after'];
  sheet.put(path, ends[end.name]);
  sheet.translated(end, [path], sheet.has(end, 'eject', 'kexec') ? 'the machine starts by its firmware, from the disk' : undefined);
}
