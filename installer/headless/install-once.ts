/** A whole unattended or confirmed run: lock, log, state, machine, exit code. Used by `run` and by the medium. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import { loggingHost } from '../../shared/system/logging-host.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { provideActors } from '../machine/install-actors.ts';
import type { GivenSpec } from '../machine/install-machine.ts';
import { driveInstall, type DriveResult } from './drive-install.ts';
import { installNews, type InstallNews } from './install-news.ts';
import { openLiveLog } from './live-log.ts';
import { takeTurn } from './one-run.ts';

export interface InstallOnce {
  host: Host;
  given: GivenSpec;
  reset: boolean;
  confirm: (plan: Plan) => Promise<boolean>;
  write: (text: string) => void;
  /** For refusals and failures, where they go elsewhere than the rest. */
  complain?: (text: string) => void;
  /** Told of the spec once it is valid, before `confirm`. */
  learn?: (spec: InstallSpec) => void;
}

export async function installOnce({ host, given, reset, confirm, write, complain = write, learn }: InstallOnce): Promise<DriveResult> {
  const turn = await takeTurn(host);
  const stop = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  let news: InstallNews | undefined;
  const onSignal = (): void => { stop.abort(); };
  // Not once: execa ends the process itself on a signal that nobody else listens to any more.
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
  try {
    const log = await openLiveLog(host, complain);
    const logged = loggingHost(host, log);
    const loggedToo = (print: (text: string) => void) => (text: string): void => {
      print(text);
      void log(text.trimEnd());
    };
    let step = '';
    news = installNews(logged, (sentence) => { void log(sentence); });
    const { learn: learnTarget, follow } = news;
    return await driveInstall({
      machine: provideActors({ host: logged, reset, onSpec: learnTarget, onInstall: (install) => { running = install.catch(() => undefined); } }), given, confirm, signal: stop.signal,
      write: loggedToo(write), complain: loggedToo(complain),
      onSnapshot: (snapshot) => {
        const { value, context } = snapshot;
        follow(snapshot);
        if (context.asked) learn?.(context.asked.spec);
        const now = context.progress?.label ?? (typeof value === 'string' ? value : 'failed');
        if (now === step) return;
        step = now;
        void turn.say(step);
      },
    });
  } finally {
    await running; // The next run must find the target unmounted.
    await news?.settle();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('SIGHUP', onSignal);
    await turn.release();
  }
}
