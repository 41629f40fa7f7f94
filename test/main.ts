/**
 * `npm test`: everything that must hold before a change lands. Lint, types, unit and fault tests, then the ISO and
 * real installs in virtual machines. Ends with `N passed, N failed, N skipped`.
 *
 * node test/main.ts [quick|long]   quick: no virtual machines; long: every power cut and the benchmarks too
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { requirePackages } from './vm/packages.ts';

const repository = resolve(import.meta.dirname, '..');
const build = join(repository, 'build');

/** Hundreds of processes load the same sources: they are stripped of their types and compiled once (Node's module.enableCompileCache). */
const compiled = { NODE_COMPILE_CACHE: join(build, 'compiled') };

interface Stage { name: string; command: string[]; /** Counts its own tests into this TAP file. */ tap?: boolean }
interface Count { passed: number; failed: number; skipped: number }

const unit: Stage[] = [
  { name: 'lint', command: ['eslint', '--max-warnings', '0', '.'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'types-gui', command: ['tsc', '--noEmit', '--project', 'installer/gui/renderer'] },
  // Two at a time: they wait for terminals and sockets more than they compute.
  { name: 'unit', command: tests(['test/unit/**/*.test.ts', 'test/faults/**/*.test.ts'], 2), tap: true },
];
/** The medium carries it, and tests of what it reports need it: built before them, it is built once. */
const llama: Stage = { name: 'llama', command: ['node', 'installer/medium/llama/main.ts'] };
/** The wizard in Chromium, over the real engine and recorded machines. */
const gui: Stage = { name: 'gui', command: tests(['test/gui/*.test.ts']), tap: true };
/** The hardened root before scanners that we did not write. */
const scan: Stage = { name: 'scan', command: tests(['test/scan/*.test.ts']), tap: true };
const machines: Stage = { name: 'vm', command: tests(['test/vm/*.test.ts']), tap: true };
const long: Stage = { name: 'vm-long', command: tests(['test/vm/installs.test.ts', 'test/vm/long/*.test.ts']), tap: true };

/** One at a time where machines are emulated: two on two cores take more than twice as long. */
function tests(patterns: readonly string[], atATime = 1): string[] {
  return ['node', '--test', `--test-concurrency=${atATime}`, ...patterns];
}

async function run({ name, command: [file = '', ...args], tap }: Stage): Promise<Count> {
  const report = join(build, `${name}.tap`);
  const reporters = tap ? ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${report}`] : [];
  process.stdout.write(`\n== ${name}\n`);
  const begun = Date.now();
  const exitCode = await new Promise<number>((done) => {
    const [first = '', ...rest] = args;
    const words = tap ? [first, ...reporters, ...rest] : args;
    spawn(file, words, { cwd: repository, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...compiled, ...name === 'vm-long' ? { COGNOS_LONG: '1' } : {} } })
      .on('error', (error) => { process.stdout.write(`${name}: ${error.message}\n`); done(127); })
      .on('exit', (code) => { done(code ?? 1); });
  });
  process.stdout.write(`== ${name}: ${Math.round((Date.now() - begun) / 1000)} s\n`);
  return tap ? countTap(report, exitCode) : { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
}

/** A runner that died without a word has failed, whatever its file says. */
function countTap(file: string, exitCode: number): Count {
  const text = readFileSync(file, { encoding: 'utf8', flag: 'a+' });
  const number = (word: string): number => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  const failed = number('fail') + number('cancelled');
  return { passed: number('pass'), failed: failed || (exitCode === 0 ? 0 : 1), skipped: number('skipped') };
}

const which = process.argv[2] ?? 'all';
// Before anything else, so that nobody waits ten minutes to read which package is missing.
if (which !== 'quick') await requirePackages();
const stages = which === 'quick' ? unit : which === 'long' ? [long] : [llama, ...unit, gui, scan, machines];
mkdirSync(build, { recursive: true });
for (const { name } of stages) rmSync(join(build, `${name}.tap`), { force: true });
const total: Count = { passed: 0, failed: 0, skipped: 0 };
for (const stage of stages) {
  const count = await run(stage);
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += count[key];
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
