/** Debian packages for the tests of the wizard. */
import type { BuildPackage } from '../../installer/medium/build-packages.ts';

export const guiPackages: readonly BuildPackage[] = [{ name: 'chromium', provides: 'chromium' }];
