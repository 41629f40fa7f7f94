/** GRUB's menu and the kernel's line: in force from the second start on, when first boot has written them. */
import { kernelSetting } from '../../shared/foreign/kernel-setting.ts';
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';

const at: Path = ['bootloader'];
const to: Path[] = [['write_files'], ['runcmd']];

export function translateBootloader(ledger: Ledger): void {
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, ['stopOnBootMenu', 'timeout', 'extraKernelParams', 'updateNvram']);
  const lines = [...menu(ledger), ...kernel(ledger)];
  if (lines.length > 0) {
    ledger.append(['write_files'], { path: '/etc/default/grub.d/agama.cfg', content: `${lines.join('\n')}\n` });
    ledger.append(['runcmd'], ['update-grub']);
  }
  ledger.truth([...at, 'updateNvram']);
  ledger.applied([...at, 'updateNvram'], 'GRUB is installed for UEFI and for BIOS, and as the fallback of the disk');
}

function menu(ledger: Ledger): string[] {
  const [stop, timeout] = [[...at, 'stopOnBootMenu'], [...at, 'timeout']];
  const stops = ledger.truth(stop);
  const seconds = ledger.get(timeout);
  if (stops === true) {
    ledger.translated(stop, to, 'from the second start on, the machine waits in its boot menu for a person');
    ledger.notApplicable(timeout, 'bootloader.stopOnBootMenu says it');
    return ['GRUB_TIMEOUT=-1'];
  }
  ledger.applied(stop, 'the machine starts by itself');
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 0 && seconds <= 3600) {
    ledger.translated(timeout, to, 'from the second start on');
    return [`GRUB_TIMEOUT=${seconds}`];
  }
  if (seconds !== undefined) ledger.refused(timeout, 'has to be whole seconds, an hour at most');
  return [];
}

function kernel(ledger: Ledger): string[] {
  const path = [...at, 'extraKernelParams'];
  const words = ledger.text(path);
  if (words === undefined) {
    ledger.applied(path, 'none');
    return [];
  }
  const setting = kernelSetting(words);
  if (setting === undefined) {
    ledger.refused(path, 'has characters that GRUB\'s configuration would not take as they are');
    return [];
  }
  ledger.translated(path, to, 'from the second start on');
  return [setting];
}
