/** The terminal that systemd opened as stdin and stdout of this process. */
import type { Terminal } from './line-editor.ts';

export function processTerminal(): Terminal & { close(): void } {
  const { stdin, stdout } = process;
  // From here on nothing is echoed but what the editor writes, and Ctrl-C is a key.
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  return {
    write: (text) => { stdout.write(text); },
    listen(listener) {
      stdin.on('data', listener);
      stdin.on('end', () => { listener(undefined); });
      stdin.on('error', () => { listener(undefined); });
    },
    close() {
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
