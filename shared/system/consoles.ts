/** Lines for whoever is looking: the screen and the serial line at once. The kernel writes only to the last console=. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

export interface Consoles {
  write(text: string): void;
  close(): void;
}

/** Every active console; tty0 stands for the first screen. One that cannot be opened is left out. */
export function openConsoles(): Consoles {
  const names = readFileSync('/sys/class/tty/console/active', 'utf8').trim().split(/\s+/);
  const open = names.flatMap((name) => {
    try {
      return [openSync(`/dev/${name === 'tty0' ? 'tty1' : name}`, 'a')];
    } catch {
      return []; // A console= without hardware behind it.
    }
  });
  return {
    // A terminal that had raw mode set needs the carriage return.
    write: (text) => { for (const file of open) tryToWrite(file, text.replaceAll('\n', '\r\n')); },
    close: () => { open.forEach(closeSync); },
  };
}

function tryToWrite(file: number, text: string): void {
  try {
    writeSync(file, text);
  } catch {
    // A serial line nobody listens to (EIO, EAGAIN) must not stop an install.
  }
}
