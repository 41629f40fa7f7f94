/** A machine in one line of the log: its id, and its name where it has one. */
import { escapeForTerminal } from '../../shared/errors.ts';

export function say({ log, now }: { log: (line: string) => void; now: () => number }, id: string, what: string, hostname?: string | null): void {
  log(escapeForTerminal(`${new Date(now()).toISOString()} ${id}${hostname ? ` (${hostname})` : ''}: ${what}`));
}
