/** Debian packages that the scan needs on the machine it runs on. */
import { isoPackages, type BuildPackage } from '../../installer/medium/build-packages.ts';

export const scanPackages: readonly BuildPackage[] = [
  ...isoPackages,
  { name: 'ssh-audit', provides: 'ssh-audit' },
  { name: 'openssh-client', provides: 'ssh-keyscan' },
  { name: 'iproute2', provides: 'ip' },
];
