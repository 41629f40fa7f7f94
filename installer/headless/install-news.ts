/** Tells the receiver of the report how an install goes; the same events as first boot's, of the stage before it. */
import { defaultEvents, openReporter, silentReporter } from '../../shared/report/reporter.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import type { InstallContext } from '../machine/install-machine.ts';
import { liveOutbox } from '../paths.ts';

/** Of the machine; `value` is a map in a state that has states of its own, of which there is one. */
interface Snapshot { value: unknown; context: InstallContext }

export interface InstallNews {
  learn(spec: InstallSpec, reveal: (text: string) => string): void;
  follow(snapshot: Snapshot): void;
  /** A machine that restarts into what was installed need not wait for ever for a receiver. */
  settle(): Promise<void>;
}

const settleMilliseconds = 15_000;

export function installNews(host: Host, complain: (sentence: string) => void): InstallNews {
  let reporter = silentReporter;
  let state = '';
  return {
    learn(spec, reveal) {
      const report = spec.cognos?.firstboot?.report;
      const revealed = (text: string | undefined): string | undefined => (text === undefined ? undefined : reveal(text).trim());
      reporter = report === undefined ? silentReporter : openReporter({
        host, places: liveOutbox, stage: 'install', machine: { name: spec.hostname ?? 'cognos' }, complain,
        target: { url: report.url, token: revealed(report.token), secret: revealed(report.secret) },
        events: report.events ? new Set(report.events) : defaultEvents, clock: () => new Date(), now: () => performance.now() / 1000,
      });
    },
    follow(snapshot) {
      const { context: { progress, failure, plan, alreadyInstalled } } = snapshot;
      const now = typeof snapshot.value === 'string' ? snapshot.value : 'failed';
      if (now === 'installing' && progress) reporter.progress(progress);
      if (now === state) return;
      state = now;
      if (now === 'installing') reporter.tell('started', {});
      if (now === 'failed' && failure) reporter.tell('failed', { state: 'failed', message: failure.message, action: failure.action });
      if (now === 'finished' && !alreadyInstalled) reporter.tell('finished', { message: `The system is installed on ${plan?.disk.title ?? 'the disk'}; its first boot follows` });
    },
    settle: () => reporter.settle(settleMilliseconds),
  };
}
