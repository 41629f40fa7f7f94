/** The renderer as `npm run build` makes it, in a folder of the tests' own; made again only when a source is newer. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
export const builtGui = join(root, 'build/gui-dist');
const sources = ['installer/gui', 'assets/icons', 'assets/translations', 'shared'];

export async function buildGui(): Promise<string> {
  const index = join(builtGui, 'index.html');
  const newest = Math.max(...sources.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs)));
  if (existsSync(index) && statSync(index).mtimeMs > newest) return builtGui;
  await build({ configFile: join(root, 'installer/gui/vite.config.ts'), logLevel: 'warn', build: { outDir: builtGui } });
  return builtGui;
}
