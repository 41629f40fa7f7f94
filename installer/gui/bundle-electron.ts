/** dist-gui-electron/: Electron's two programs, each in one file. Part of `npm run build`; needs no Electron. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { schemaWithoutAjv } from '../bundle.ts';

const root = join(import.meta.dirname, '../..');

export async function bundleElectron(outdir: string): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  const common: BuildOptions = {
    absWorkingDir: root, outdir, bundle: true, platform: 'node', target: 'node24', external: ['electron'], legalComments: 'none',
    minifySyntax: true, minifyWhitespace: true, plugins: [schemaWithoutAjv], logLevel: 'warning',
  };
  await build({ ...common, entryPoints: ['installer/gui/electron/main.ts'], format: 'esm', outExtension: { '.js': '.mjs' } });
  // In the sandbox a preload script has a `require` that knows electron, and no modules.
  await build({ ...common, entryPoints: ['installer/gui/electron/preload.ts'], format: 'cjs', outExtension: { '.js': '.cjs' } });
  writeFileSync(join(outdir, 'package.json'), `${JSON.stringify({ name: 'cognos-wizard', productName: 'CognOS', version: '1.0.0', main: 'main.mjs', private: true })}\n`);
}

if (import.meta.main) await bundleElectron(join(root, 'dist-gui-electron'));
