import type { Step } from '../../shared/plan/step.ts';
import type { Crypt } from './volumes.ts';
import { writeText } from './write-text.ts';

/** What the initrd of every machine has already, cryptsetup and a prompt on every console, learns here what to open. */
export function planInitrd(kernel: string, { name, uuid }: Crypt): Step[] {
  return [
    // The swap space has another key at each start: nothing can be resumed from it, and the next initrd would wait for it.
    writeText('no-resume', '/etc/initramfs-tools/conf.d/resume', 'RESUME=none\n'),
    { id: 'complete-initrd', kind: 'complete-initrd', label: 'Completing the initrd', weight: 2, kernel, crypttab: `${name} UUID=${uuid} none luks,discard` },
  ];
}
