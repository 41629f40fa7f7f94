/** The engine on the medium: root, one at a time, on the machine that it runs on. */
import { formatFinding } from '../../shared/errors.ts';
import { builtinCatalogue } from '../../shared/models/builtin-catalogue.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import { loggingHost } from '../../shared/system/logging-host.ts';
import { installNews } from '../headless/install-news.ts';
import { openLiveLog } from '../headless/live-log.ts';
import { takeTurn } from '../headless/one-run.ts';
import { askedCatalogue } from '../machine/asked-catalogue.ts';
import { provideActors } from '../machine/install-actors.ts';
import type { GivenSpec } from '../machine/install-machine.ts';
import { readBase } from './base-spec.ts';
import { startEngine, type Engine } from './engine.ts';
import { findInterrupted } from './interrupted.ts';
import { openKeeper, readLeft } from './kept.ts';
import { openLogLines } from './log-lines.ts';
import { hostSystem } from './system/host-system.ts';

export interface LiveOptions {
  host: Host;
  /** User-data that leaves sections open, or fills in the first answers. */
  given?: GivenSpec | undefined;
  complain: (text: string) => void;
}

export async function startLive({ host, given, complain }: LiveOptions): Promise<Engine> {
  const turn = await takeTurn(host);
  const lines = openLogLines();
  const write = await openLiveLog(host, complain);
  const log = (line: string): void => {
    lines.add(`${new Date().toISOString()} ${line}`);
    void write(line);
  };
  const logged = loggingHost(host, (line) => {
    lines.add(`${new Date().toISOString()} ${line}`);
    return write(line);
  });
  const base = given && await readBase(given, log);
  const news = installNews(logged, log);
  const [left, interrupted] = [await readLeft(host), await findInterrupted(host)];
  if (interrupted && !left) log('an installation was interrupted, and its answers are gone: the same ones go on with it');
  const engine = startEngine({
    machine: ({ measured, onInstall }) => provideActors({ host: logged, reset: false, confirmed: true, measured, onInstall, onSpec: news.learn }),
    system: hostSystem(logged, host, log), catalogue: await catalogueOf(logged, base, log), lines, log, keeper: openKeeper(host, log), base,
    // Without its answers there is no plan to go on with.
    left, interrupted: left && interrupted,
    onState: (state, context) => {
      news.follow({ value: state, context });
      void turn.say(state === 'installing' ? context.progress?.label ?? state : `the wizard is ${state}`);
    },
  });
  return {
    get state() { return engine.state; },
    connect: engine.connect,
    async stop() {
      await engine.stop();
      await news.settle();
      await turn.release();
    },
  };
}

async function catalogueOf(host: Host, base: InstallSpec | undefined, log: (line: string) => void): Promise<Catalogue> {
  if (!base) return builtinCatalogue;
  const opened = await askedCatalogue(host, base);
  if (opened.ok) return opened.catalogue;
  for (const finding of opened.findings) log(`the catalogue of the user-data is not used: ${formatFinding(finding)}`);
  return builtinCatalogue;
}
