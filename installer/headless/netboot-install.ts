/** A machine that came up from the network: asks, installs, tells how it went, and is there when it is asked for again. */
import { exitCodes, type ExitCode } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import type { GivenSpec } from '../machine/install-machine.ts';
import { sendLog } from './netboot-log.ts';
import { bootServer } from './netboot-server.ts';
import { netbootSpec, waitSeconds } from './netboot-spec.ts';

export interface NetbootInstall {
  host: Host;
  /** The boot server: `http://SERVER:PORT`. */
  base: string;
  write: (text: string) => void;
  /** What every other way in ends with, too. Restarts the machine when it is done. */
  install: (given: GivenSpec, options: { reset: boolean; write: (text: string) => void }) => Promise<ExitCode>;
  /** For tests. */
  wait?: (seconds: number) => Promise<unknown>;
}

/** So that a server which did not hear of the failure is not asked for the same at once. */
const afterFailure = 30;

/** Returns when the system is installed. Throws where the server cannot be trusted with a question. */
export async function netbootInstall({ host, base, write, install, wait = waitSeconds }: NetbootInstall): Promise<ExitCode> {
  const server = await bootServer(host, base);
  for (;;) {
    const { id, given, reset } = await netbootSpec({ host, server, write, wait });
    let console = '';
    const keep = (text: string): void => {
      console += text;
      write(text);
    };
    const exitCode = await install(given, { reset, write: keep });
    if (exitCode === exitCodes.done) return exitCode;
    await sendLog(host, server, { id, given, console, write });
    await wait(afterFailure);
  }
}
