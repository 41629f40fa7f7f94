/** dist-gui and dist-gui-electron, made when something they come from is newer. */
import type { Host } from '../../../shared/system/host.ts';

const sources = ['installer/gui', 'shared', 'assets', 'package-lock.json'];
const results = ['dist-gui/index.html', 'dist-gui-electron/main.mjs'];

export async function buildPages(host: Host, root: string, say: (text: string) => void): Promise<void> {
  if (!await isOld(host, root)) return;
  say('Building the wizard …');
  const node = (script: string, ...args: string[]): Promise<string> => host.run(process.execPath, [`${root}/${script}`, ...args]);
  await node('node_modules/vite/bin/vite.js', 'build', '--config', `${root}/installer/gui/vite.config.ts`, '--logLevel', 'warn');
  await node('installer/gui/bundle-electron.ts');
}

async function isOld(host: Host, root: string): Promise<boolean> {
  for (const result of results) {
    if (!await host.exists(`${root}/${result}`)) return true;
    const newer = await host.run('find', [...sources.map((name) => `${root}/${name}`), '-type', 'f', '-newer', `${root}/${result}`, '-print', '-quit']);
    if (newer.trim() !== '') return true;
  }
  return false;
}
