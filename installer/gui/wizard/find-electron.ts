/** Electron's runtime, which npm's package downloads and may not have been able to. */
import type { Host } from '../../../shared/system/host.ts';

export interface ElectronRuntime { folder: string; program: string; version: string }

/** @param modules node_modules; a folder of one's own is named by ELECTRON_OVERRIDE_DIST_PATH, as for Electron's own scripts */
export async function findElectron(host: Pick<Host, 'exists' | 'readFile'>, modules: string, env: NodeJS.ProcessEnv): Promise<ElectronRuntime | string> {
  const description = await host.readFile(`${modules}/electron/package.json`).catch(() => undefined);
  if (description === undefined) return 'the npm package electron is not installed';
  const { version } = JSON.parse(description) as { version: string };
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? `${modules}/electron/dist`;
  const program = `${folder}/electron`;
  if (!await host.exists(program)) return `its runtime ${version} is not in ${folder}; node node_modules/electron/install.js downloads it`;
  const found = (await host.readFile(`${folder}/version`).catch(() => '')).trim().replace(/^v/, '');
  return found === version ? { folder, program, version } : `the runtime in ${folder} is ${found || 'of an unknown version'}, not ${version}`;
}
