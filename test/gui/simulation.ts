/** The real engine over a recorded machine: it decides everything and writes nothing. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { buildGui } from './built.ts';

const root = resolve(import.meta.dirname, '../..');

export interface Simulation { url: string; /** What the engine has said. */ log: () => string; stop: () => Promise<void> }

/** @param machine a name in test/fixtures/machines  @param options further ones of `cognos-install serve` */
export async function simulate(machine: string, options: readonly string[] = []): Promise<Simulation> {
  const gui = await buildGui();
  const args = ['installer/headless/main.ts', 'serve', '--machine', `test/fixtures/machines/${machine}.json`, '--listen', '127.0.0.1:0', '--gui', gui, ...options];
  const engine = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  const url = await new Promise<string>((done, fail) => {
    const read = (chunk: Buffer): void => {
      log += chunk.toString();
      const [found] = /http:\/\/127\.0\.0\.1:\d+\/enter\?token=[0-9a-f]+/.exec(log) ?? [];
      if (found !== undefined) done(found);
    };
    engine.stdout.on('data', read);
    engine.stderr.on('data', read);
    engine.once('exit', (code) => { fail(new Error(`the engine ended with ${code}: ${log}`)); });
  });
  return {
    url, log: () => log,
    stop: () => new Promise((done) => {
      if (engine.exitCode !== null) { done(); return; }
      engine.once('exit', () => { done(); });
      engine.kill();
    }),
  };
}
