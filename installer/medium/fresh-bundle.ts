/** The programs and the window as they are made of the sources (`npm run build`): a medium with yesterday's would pass today's tests. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';
import { newest } from './newest.ts';

const sources = ['assets', 'cloud-init', 'dialects', 'firstboot', 'installer', 'netboot', 'preseed', 'shared', 'package-lock.json'];
const made = ['dist', 'dist-gui', 'dist-gui-electron'];

/** Made anew where a source is younger than what was made of it. */
export async function freshBundle(repository: string): Promise<void> {
  const ages = await Promise.all(made.map((folder) => modified(join(repository, folder))));
  const youngest = await newest(sources.map((source) => join(repository, source)));
  if (ages.some((age) => age === undefined || age < youngest)) await command('npm', ['run', '--silent', 'build'], { cwd: repository });
}

/** Of the oldest file: bundlers write each anew. */
async function modified(folder: string): Promise<number | undefined> {
  try {
    const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
    return files.length === 0 ? undefined : Math.min(...await Promise.all(files.map(async ({ name }) => (await stat(join(folder, name))).mtimeMs)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
