/** Which file of dist-gui a request is for. */
import { join } from 'node:path';
import { isOurs } from './origin.ts';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', json: 'application/json',
  svg: 'image/svg+xml', png: 'image/png', ico: 'image/x-icon', woff2: 'font/woff2', webmanifest: 'application/manifest+json', txt: 'text/plain; charset=utf-8',
};

export interface ServedFile { path: string; type: string }

/** undefined for what is not ours, lies outside `folder`, is hidden, or is of a kind that the application has none of. */
export function servedFile(address: string, folder: string): ServedFile | undefined {
  if (!isOurs(address)) return undefined;
  const parts = partsOf(new URL(address).pathname);
  if (parts === undefined) return undefined;
  const name = parts.length === 0 ? 'index.html' : parts.join('/');
  const type = types[/\.([a-z0-9]+)$/.exec(name)?.[1] ?? ''];
  return type === undefined ? undefined : { path: join(folder, name), type };
}

/** Undefined when one of them could lead elsewhere: `..`, a separator that was written as %2F, a NUL. */
function partsOf(pathname: string): string[] | undefined {
  let parts: string[];
  try {
    parts = pathname.split('/').filter((part) => part !== '').map(decodeURIComponent);
  } catch {
    return undefined; // Not UTF-8.
  }
  return parts.every((part) => /^[^./\\\0][^/\\\0]*$/.test(part)) ? parts : undefined;
}
