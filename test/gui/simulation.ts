/** The real engine over a recorded machine: it decides everything and writes nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { buildGui } from './built.ts';

const root = resolve(import.meta.dirname, '../..');

export interface Simulation {
  /** A link that lets one browser in. Each is good once; the engine prints the next one then. */
  link: () => Promise<string>;
  /** What the engine has said. */
  log: () => string;
  /** Of the engine's process. */
  pid: number;
  stop: () => Promise<void>;
}

/** @param machine a name in test/fixtures/machines  @param options further ones of `cognos-install serve`  @param program sources or bundle of cognos-install */
export async function simulate(machine: string, options: readonly string[] = [], program = 'installer/headless/main.ts'): Promise<Simulation> {
  const gui = await buildGui();
  const args = [program, 'serve', '--machine', `test/fixtures/machines/${machine}.json`, '--listen', '127.0.0.1:0', '--gui', gui, ...options];
  const engine = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  let used = 0;
  const read = (chunk: Buffer): void => { log += chunk.toString(); };
  engine.stdout.on('data', read);
  engine.stderr.on('data', read);
  const ended = new Promise<never>((_, fail) => { engine.once('exit', (code) => { fail(new Error(`the engine ended with ${code}: ${log}`)); }); });
  ended.catch(() => undefined);
  const next = async (): Promise<string> => {
    for (;;) {
      const found = log.match(/http:\/\/127\.0\.0\.1:\d+\/enter\?token=[0-9a-f]+(?=\s)/g)?.[used];
      if (found !== undefined) { used += 1; return found; }
      await once(engine.stdout, 'data');
    }
  };
  return {
    link: () => Promise.race([next(), ended]),
    log: () => log,
    pid: engine.pid ?? 0,
    stop: async () => {
      engine.kill();
      await ended.catch(() => undefined);
    },
  };
}
