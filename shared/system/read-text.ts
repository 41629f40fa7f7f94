import type { Host } from './host.ts';

/** The text of a file, to the byte; undefined when there is none. */
export async function readText(host: Host, path: string): Promise<string | undefined> {
  try {
    return await host.readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
