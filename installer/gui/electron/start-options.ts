/** The command line of the window. Paths only: the token itself is never in it, because everybody can read it there. */
import { parseArgs } from 'node:util';

export interface StartOptions {
  socket: string;
  tokenFile: string;
  /** A window on a desktop, as `npm run wizard` opens it, instead of the whole screen. */
  window: boolean;
}

/** @param words what Electron was started with, Chromium's own switches among them */
export function startOptions(words: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...words], strict: false, allowPositionals: true,
    options: { socket: { type: 'string' }, 'token-file': { type: 'string' }, window: { type: 'boolean' } },
  });
  const path = (value: unknown, otherwise: string): string => typeof value === 'string' && value.startsWith('/') ? value : otherwise;
  return {
    socket: path(values.socket, '/run/cognos/engine.sock'), tokenFile: path(values['token-file'], '/run/cognos/ui/token'),
    window: values.window === true,
  };
}
