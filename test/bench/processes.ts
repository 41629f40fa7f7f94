/** Whole Node processes: how long they take, how much memory they had. */
import { spawnSync } from 'node:child_process';
import { median } from './figure.ts';

/** Milliseconds. Interleaved, so that a busy moment of the machine falls on every command alike. */
export function medianWallTimes(commands: readonly (readonly string[])[], runs: number): number[] {
  const times = commands.map((): number[] => []);
  for (const command of commands) runNode(command);
  for (let run = 0; run < runs; run++) {
    commands.forEach((command, index) => {
      const begun = performance.now();
      runNode(command);
      times[index]?.push(performance.now() - begun);
    });
  }
  return times.map(median);
}

/** VmHWM, not getrusage's maxrss: that one starts at the parent's size after fork and exec. */
export function peakMiB(command: readonly string[]): number {
  const hook = "import{readFileSync}from'node:fs';process.on('exit',()=>process.stderr.write('\\n'+readFileSync('/proc/self/status','utf8').match(/VmHWM:.*/)[0]+'\\n'))";
  const stderr = runNode(['--import', `data:text/javascript,${encodeURIComponent(hook)}`, ...command]);
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(stderr)?.[1]) / 1024;
}

function runNode(args: readonly string[]): string {
  const { status, stderr, error } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status ?? error?.message ?? 'a signal'}: ${stderr}`);
  return stderr;
}
