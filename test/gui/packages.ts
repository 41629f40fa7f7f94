/** Debian packages for the tests of the wizard. */
import type { BuildPackage } from '../../installer/medium/build-packages.ts';

export const guiPackages: readonly BuildPackage[] = [
  { name: 'chromium', provides: 'chromium' },
  // As on the medium: paths and serial numbers are written with it.
  { name: 'fonts-dejavu-core', provides: '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf' },
];
