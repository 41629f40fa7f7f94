import type { Host } from '../shared/system/host.ts';

/** The text of a file; undefined when there is none. */
export async function readIfThere(host: Host, path: string): Promise<string | undefined> {
  try {
    return await host.readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
