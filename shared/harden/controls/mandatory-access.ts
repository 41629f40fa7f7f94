/** AppArmor: what a program may do is written down, whoever runs it. */
import type { Control } from '../control.ts';
import { grubFile } from '../kernel-line.ts';

export const grubApparmorPath = '/etc/default/grub.d/60-cognos.cfg';

export const mandatoryAccessControls: readonly Control[] = [
  {
    id: 'apparmor-installed', group: 'mandatory-access', level: 'baseline', cis: ['1.3.1.1'], stage: 'first-boot',
    title: 'AppArmor is there and loads its profiles at every start',
    why: 'A service that was taken over still cannot do what its profile does not name.',
    parts: () => [
      { kind: 'package', name: 'apparmor', present: true },
      { kind: 'package', name: 'apparmor-utils', present: true },
      { kind: 'unit', name: 'apparmor.service', state: 'enabled' },
    ],
  },
  {
    id: 'apparmor-kernel-line', group: 'mandatory-access', level: 'cis-level1-server', cis: ['1.3.1.2'], stage: 'install',
    title: 'the kernel is started with AppArmor, whatever its default is',
    why: 'Another kernel may have another default.',
    parts: () => [
      { kind: 'file', path: grubApparmorPath, content: grubFile('apparmor=1 security=apparmor') },
      { kind: 'action', name: 'update-grub' },
    ],
  },
  {
    id: 'apparmor-loaded', group: 'mandatory-access', level: 'cis-level1-server', cis: ['1.3.1.3'], stage: 'first-boot', again: true,
    title: 'every profile is enforced, or at least reports', why: 'A profile that is not loaded guards nothing.',
    parts: () => [{ kind: 'action', name: 'load-apparmor' }],
  },
  {
    id: 'apparmor-enforced', group: 'mandatory-access', level: 'cis-level2-server', cis: ['1.3.1.4'], stage: 'first-boot', again: true,
    title: 'every profile is enforced', why: 'A profile that only complains does not stop anything. A program whose profile is not complete fails.',
    parts: () => [{ kind: 'action', name: 'enforce-apparmor' }],
  },
];
