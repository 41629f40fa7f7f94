/** `cognos-firstboot run`: takes its turn, carries first boot out, one line a step. */
import { exitCodes, type ExitCode } from '../shared/errors.ts';
import type { Host } from '../shared/system/host.ts';
import { runFirstboot } from './run-firstboot.ts';
import { takeTurn } from './turn.ts';

/** @param say one line for the journal and the console */
export async function runCommand(host: Host, signal: AbortSignal, say: (line: string) => void): Promise<ExitCode> {
  const turn = await takeTurn(host);
  let shown = '';
  try {
    const first = await runFirstboot({
      host, signal, clock: () => new Date(), now: () => performance.now() / 1000,
      onProgress: ({ stepId, label, fraction }) => {
        if (stepId === shown) return;
        shown = stepId;
        say(label);
        turn.show({ pid: process.pid, step: stepId, fraction });
      },
    });
    say(first ? 'First boot is done, the machine is ready' : 'The machine is ready');
    return exitCodes.done;
  } finally {
    await turn.release();
  }
}
