/** A whole unattended or confirmed run: lock, log, state, machine, exit code. Used by `run` and by the medium. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import { loggingHost } from '../../shared/system/logging-host.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { provideActors } from '../machine/install-actors.ts';
import type { GivenSpec } from '../machine/install-machine.ts';
import { liveLog } from '../paths.ts';
import { driveInstall, type DriveResult } from './drive-install.ts';
import { takeTurn, writeState } from './one-run.ts';

export interface InstallOnce {
  host: Host;
  given: GivenSpec;
  reset: boolean;
  confirm: (plan: Plan) => Promise<boolean>;
  write: (text: string) => void;
  /** Told of the spec once it is valid, before `confirm`. */
  learn?: (spec: InstallSpec) => void;
}

export async function installOnce({ host, given, reset, confirm, write, learn }: InstallOnce): Promise<DriveResult> {
  const turn = await takeTurn(host);
  const stop = new AbortController();
  const onSignal = (): void => { stop.abort(); };
  // Not once: execa ends the process itself on a signal that nobody else listens to any more.
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    await host.makeDirectory('/var/log/cognos', { mode: 0o750 });
    const log = (line: string): Promise<void> => host.appendFile(liveLog, `${new Date().toISOString()} ${line}\n`);
    const logged = loggingHost(host, log);
    let step = '';
    return await driveInstall({
      machine: provideActors({ host: logged, reset }), given, confirm, signal: stop.signal,
      write: (text) => {
        write(text);
        void log(text.trimEnd()).catch(() => undefined); // A full /var/log must not end an install.
      },
      onSnapshot: ({ value, context }) => {
        if (context.asked) learn?.(context.asked.spec);
        const now = context.progress?.label ?? (typeof value === 'string' ? value : 'failed');
        if (now === step) return;
        step = now;
        void writeState(host, { pid: process.pid, step }).catch(() => undefined); // Only ever shown to a second run.
      },
    });
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await turn.release();
  }
}
