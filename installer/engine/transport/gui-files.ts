/** The built wizard as it lies in its folder, kept once it was read. No name leads out of the folder. */
import type { Host } from '../../../shared/system/host.ts';

export interface GuiFile { type: string; body: Uint8Array; /** Its name changes with what is in it. */ lasting: boolean }

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', json: 'application/json', svg: 'image/svg+xml', png: 'image/png',
  woff2: 'font/woff2', txt: 'text/plain; charset=utf-8', map: 'application/json', ico: 'image/x-icon', webp: 'image/webp',
};
const mostBytes = 32 * 1024 * 1024;

export function openGuiFiles(host: Host, folder: string): (path: string) => Promise<GuiFile | undefined> {
  const known = new Map<string, GuiFile>();
  return async (path) => {
    const name = path === '/' ? '/index.html' : path;
    const type = types[/\.([a-z0-9]+)$/.exec(name)?.[1] ?? ''];
    if (type === undefined || !/^(\/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)+$/.test(name)) return undefined;
    const before = known.get(name);
    if (before) return before;
    try {
      const file = { type, body: await host.readBytes(`${folder}${name}`, mostBytes), lasting: /^\/assets\/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(name) };
      // What has a name of its own can be kept; index.html changes while one develops.
      if (file.lasting) known.set(name, file);
      return file;
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
      throw error;
    }
  };
}
