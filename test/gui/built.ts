/**
 * The renderer as `npm run build` makes it, in a folder of the tests' own for each state of the sources: what is served to
 * one test is never rebuilt under it by another.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { newest } from '../../installer/medium/newest.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'build/gui-dist');
const sources = ['installer/gui', 'assets/icons', 'assets/translations', 'shared'];
const oldMilliseconds = 3_600_000;

export async function buildGui(): Promise<string> {
  const place = join(folder, String(Math.round(await newest(sources.map((source) => join(root, source))))));
  if (existsSync(place)) return place;
  const making = `${place}.${process.pid}`;
  await build({ configFile: join(root, 'installer/gui/vite.config.ts'), logLevel: 'error', build: { outDir: making } });
  // Somebody else may have been faster; then theirs is as good.
  if (existsSync(place)) rmSync(making, { recursive: true });
  else renameSync(making, place);
  removeOld();
  return place;
}

function removeOld(): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > oldMilliseconds) rmSync(path, { recursive: true, force: true });
  }
}
