/** Command line in, exit code out. Every command is loaded on its own: `validate` must start as fast as Node does. */
import { exitCodes, type ExitCode } from '../../shared/errors.ts';
import { commandHelp, help, parseCommandLine, type Command, type CommandLine } from './command-line.ts';
import { reportError } from './report-error.ts';

export type CommandRunner = (line: CommandLine) => Promise<ExitCode>;

const runners: Record<Command, () => Promise<CommandRunner>> = {
  probe: async () => (await import('./probe-command.ts')).probeCommand,
  validate: async () => (await import('./validate-command.ts')).validateCommand,
  convert: async () => (await import('./convert-command.ts')).convertCommand,
  plan: async () => (await import('./plan-command.ts')).planCommand,
  models: async () => (await import('./models-command.ts')).modelsCommand,
  bench: async () => (await import('./bench-command.ts')).benchCommand,
  run: async () => (await import('./run-command.ts')).runCommand,
  serve: async () => (await import('./serve-command.ts')).serveCommand,
  wizard: async () => (await import('./wizard-command.ts')).wizardCommand,
  live: async () => (await import('./live-command.ts')).liveCommand,
};

export async function main(words: readonly string[]): Promise<ExitCode> {
  const debug = words.includes('--debug');
  try {
    const line = parseCommandLine(words);
    if (line === 'help') return say(help());
    if (line.help) return say(commandHelp(line.command));
    return await (await runners[line.command]())(line);
  } catch (error) {
    return reportError('cognos-install', error, debug);
  }
}

function say(text: string): ExitCode {
  process.stdout.write(text);
  return exitCodes.done;
}

/**
 * A reader that has left (`| head`) or a terminal that is gone is no reason to stop, least of all in the middle of an
 * install; output that could not be stored is one to say so.
 */
function surviveLostOutput(): void {
  let lost = false;
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || code === 'EIO') return;
    if (!lost) process.stderr.write(`cognos-install: the output could not be written: ${message}\n`);
    lost = true;
  });
  process.on('exit', (exitCode) => { if (lost && exitCode === exitCodes.done) process.exitCode = exitCodes.failedResumable; });
}

surviveLostOutput();
process.exitCode = await main(process.argv.slice(2));
